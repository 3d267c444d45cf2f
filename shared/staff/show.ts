import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { administrators, mustBe } from './access.ts';
import { showContact, type ShownContact } from './contacts.ts';
import type { Person } from './person.ts';
import { loadPerson } from './roster.ts';

/** Somebody's entry, for themselves and for administrators of one of their dealers; 404 for people of others. */
export async function showPerson(
  table: Table,
  staffId: string,
  by: Person,
): Promise<Person & { version: number; texts: ShownContact }> {
  if (staffId !== by.id) mustBe(by, administrators, 'see the entry of somebody else');
  const found = await loadPerson(table, staffId);
  if (!found?.person.dealerIds.some((id) => by.dealerIds.includes(id))) throw notFound('member of staff');
  const texts = await showContact(table, staffId);
  return { ...found.person, version: found.version, texts };
}
