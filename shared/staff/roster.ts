import * as v from 'valibot';
import type { Attachment } from '../events/attachment.ts';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustMatch } from '../platform/version.ts';
import type { Absence } from './absence.ts';
import { type Person, PersonSchema } from './person.ts';
import { staff } from './store.ts';

const rosterItem = v.object({ person: PersonSchema });

function rosterKey(dealerId: string): string {
  return `roster_${dealerId}`;
}

/**
 * Registers a member of staff or changes role, dealers or name. The rosters of dealers they no longer serve learn it in
 * the same transaction, so that a command that is cut off leaves nobody where they no longer work. Answers the version of
 * the entry; throws a 412 problem where it is not the expected one.
 */
export async function registerPerson(
  table: Table,
  person: Person,
  occasion: Occasion,
  expected?: number,
): Promise<number> {
  const { role, dealerIds, active } = person;
  const changed = await staff(table).change(
    `staff_${person.id}`,
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return occasion;
    },
    (current) => {
      const state = { ...person, absences: current?.absences ?? person.absences };
      if (current && JSON.stringify(current) === JSON.stringify(state)) return undefined;
      return {
        state,
        events: [{ name: active ? 'staff.registered' : 'staff.removed', facts: { role, dealerIds } }],
        attached: onRosters(state, [...(current?.dealerIds ?? []), ...dealerIds]),
      };
    },
  );
  return changed.version;
}

/**
 * Changes on which days somebody does not work; nothing happens when nothing differs. Throws problems: 404 where nobody
 * has that id, 412 where the version is not the expected one.
 */
export async function changeAbsences(
  table: Table,
  staffId: string,
  absences: readonly Absence[],
  occasion: Occasion,
  expected?: number,
): Promise<{ person: Person; version: number }> {
  const sorted = absences.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const changed = await staff(table).change(
    `staff_${staffId}`,
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return occasion;
    },
    (current) => {
      if (!current) throw notFound('member of staff');
      if (JSON.stringify(current.absences) === JSON.stringify(sorted)) return undefined;
      const state = { ...current, absences: sorted };
      // Why somebody is away is nobody's business who only hears of it.
      const facts = { absences: sorted.map(({ from, until }) => ({ from, until })) };
      return {
        state,
        events: [{ name: 'staff.absences-changed', facts }],
        attached: onRosters(state, current.dealerIds),
      };
    },
  );
  if (!changed.state) throw notFound('member of staff');
  return { person: changed.state, version: changed.version };
}

function onRosters(person: Person, dealerIds: readonly string[]): Attachment[] {
  return [...new Set(dealerIds)].map((id) => ({ pk: rosterKey(id), sk: person.id, content: { person } }));
}

/** A member of staff by id with the version of their entry, those who have left too; or undefined. */
export async function loadPerson(
  table: Table,
  staffId: string,
): Promise<{ person: Person; version: number } | undefined> {
  const loaded = await staff(table).load(`staff_${staffId}`);
  return loaded && { person: loaded.state, version: loaded.version };
}

/** A member of staff by id, or undefined if there is none or they have left. */
export async function findPerson(table: Table, staffId: string): Promise<Person | undefined> {
  const person = (await staff(table).load(`staff_${staffId}`))?.state;
  return person?.active ? person : undefined;
}

export const RosterQuerySchema = v.object({ dealerId: v.string() });

/** Everybody who works at a dealer now, in the order of their ids. */
export async function rosterOf(table: Table, dealerId: string): Promise<Person[]> {
  const items = await table.collection(rosterKey(dealerId));
  return items
    .map((item) => v.parse(rosterItem, item).person)
    .filter((person) => person.active && person.dealerIds.includes(dealerId));
}
