import * as v from 'valibot';
import { LocalDateSchema, LocalTimeSchema, ZoneSchema } from '../platform/time.ts';

/** One shift of a working day; `until` lies after `from` on the same day. */
export const ShiftSchema = v.pipe(
  v.object({ from: LocalTimeSchema, until: LocalTimeSchema }),
  v.check((shift) => shift.from < shift.until, 'a shift must end after it begins'),
);
export type Shift = v.InferOutput<typeof ShiftSchema>;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const shifts = v.array(ShiftSchema);

/**
 * When a dealer works: shifts by weekday in its own zone, dates on which it is closed whatever the weekday, and
 * make-up work days (调休), which are worked with Monday's shifts. A make-up day beats a closed date.
 */
export const CalendarSchema = v.object({
  zone: ZoneSchema,
  week: v.object({
    mon: shifts,
    tue: shifts,
    wed: shifts,
    thu: shifts,
    fri: shifts,
    sat: shifts,
    sun: shifts,
  }),
  closedDates: v.array(LocalDateSchema),
  makeUpDates: v.array(LocalDateSchema),
  /** The years whose public holidays are among the dates above; if absent, the years of the closed dates. */
  holidayYears: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2200)))),
});
export type Calendar = v.InferOutput<typeof CalendarSchema>;
