import * as v from 'valibot';
import type { LocalDate } from '../platform/time.ts';
import { LocalDateSchema } from '../platform/time.ts';

export const absenceKinds = ['leave', 'sick', 'training', 'other'] as const;

/** Days on which somebody does not work, both included, as days of the dealer's calendar. */
export const AbsenceSchema = v.pipe(
  v.object({ from: LocalDateSchema, until: LocalDateSchema, kind: v.picklist(absenceKinds) }),
  v.forward(
    v.check(({ from, until }) => from <= until, 'must not lie before `from`'),
    ['until'],
  ),
);
export type Absence = v.InferOutput<typeof AbsenceSchema>;

/** Whether somebody is away on a day. */
export function isAbsentOn({ absences }: { absences: readonly Absence[] }, day: LocalDate): boolean {
  return absences.some(({ from, until }) => from <= day && day <= until);
}
