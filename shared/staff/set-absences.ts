import * as v from 'valibot';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { AbsenceSchema } from './absence.ts';
import { mustBe } from './access.ts';
import type { Person, Role } from './person.ts';
import { changeAbsences, loadPerson } from './roster.ts';

/** Every absence that is known of somebody, in the place of those noted before. */
export const AbsencesBodySchema = v.object({ absences: v.pipe(v.array(AbsenceSchema), v.maxLength(100)) });
export type AbsencesBody = v.InferOutput<typeof AbsencesBodySchema>;

/** Whoever plans the work of others. */
export const planners: readonly Role[] = [
  'customer-care-lead',
  'workshop-manager',
  'service-director',
  'general-manager',
];

/**
 * Notes when somebody does not work; it holds at once. Throws problems: 403 to whoever plans nobody's work, 404 for people
 * of other dealers, 412 for a stale version.
 */
export async function setAbsences(
  table: Table,
  staffId: string,
  { absences }: AbsencesBody,
  { by, occasion, expected }: { by: Person; occasion: Occasion; expected?: number | undefined },
): Promise<Person & { version: number }> {
  mustBe(by, planners, 'change absences');
  const known = (await loadPerson(table, staffId))?.person;
  if (!known?.dealerIds.some((id) => by.dealerIds.includes(id))) throw notFound('member of staff');
  const { person, version } = await changeAbsences(table, staffId, absences, occasion, expected);
  return { ...person, version };
}
