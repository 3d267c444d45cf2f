import fc from 'fast-check';
import type { DealerInput } from '../../shared/dealers/dealer.ts';

type CalendarInput = DealerInput['calendar'];

const quarter = fc
  .integer({ min: 0, max: 96 })
  .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);

const shift = fc
  .tuple(quarter, quarter)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a }));

const shifts = fc.array(shift, { maxLength: 2 });

const date = fc
  .integer({ min: 0, max: 60 })
  .map((n) => new Date(Date.UTC(2026, 1, 20) + n * 86_400_000).toISOString().slice(0, 10));

/** Calendars of all kinds, with two clock changes among their days; some are closed for days on end. */
export const calendars: fc.Arbitrary<CalendarInput> = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'Europe/Berlin', 'Asia/Kolkata'),
  week: fc.record({
    mon: fc.array(shift, { minLength: 1, maxLength: 2 }),
    tue: shifts,
    wed: shifts,
    thu: shifts,
    fri: shifts,
    sat: shifts,
    sun: shifts,
  }),
  closedDates: fc.array(date, { maxLength: 12 }),
  makeUpDates: fc.array(date, { maxLength: 4 }),
});

/** Times of day between which texts may reach customers, at least an hour apart and outside the hours of a clock change. */
export const sendingWindows = fc
  .tuple(fc.integer({ min: 4, max: 22 }), fc.integer({ min: 5, max: 24 }))
  .filter(([from, until]) => from < until)
  .map(([from, until]) => ({ from: hour(from), until: hour(until) }));

/** Times of day at which texts are planned. */
export const askTimes = fc.integer({ min: 4, max: 23 }).map(hour);

function hour(n: number): string {
  return `${String(n).padStart(2, '0')}:00`;
}
