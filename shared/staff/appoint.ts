import * as v from 'valibot';
import { changeDealer, findDealer, listDealers, type VersionedDealer } from '../dealers/dealers.ts';
import { readDealer } from '../dealers/administer.ts';
import type { Occasion } from '../events/occasion.ts';
import { parseRequest } from '../platform/parse.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustAdminister, mustBe } from './access.ts';
import { dealersLosing, mustBeAllowed, mustKeepGeneralManager } from './administer.ts';
import { forgetContact } from './contacts.ts';
import { type Person, PersonSchema } from './person.ts';
import { loadPerson, registerPerson, rosterOf } from './roster.ts';
import { leaveTeams } from './teams.ts';

/** A member of staff as they are registered or changed: everything but the id, which the path names, and absences. */
export const PersonBodySchema = v.omit(PersonSchema, ['id', 'active', 'absences']);

/** Who wants a change and which version they have seen; nobody where an operator does it from a shell. */
interface Wish {
  readonly by?: Person;
  readonly expected?: number | undefined;
}

/**
 * Appoints somebody: registers them, or changes their role, dealers or name. Throws problems: 400 for a faulty body or an
 * unknown dealer, 403 and 404 as `mustBeAllowed` says, 409 for the last general manager of a dealer, 412 for a stale version.
 */
export async function appoint(
  table: Table,
  staffId: string,
  body: unknown,
  occasion: Occasion,
  { by, expected }: Wish = {},
): Promise<Person & { version: number }> {
  const described = parseRequest(PersonBodySchema, body, 'member of staff');
  const known = await loadPerson(table, staffId);
  const absences = known?.person.absences ?? [];
  const person = parseRequest(PersonSchema, { ...described, absences, id: staffId }, 'member of staff');
  if (by) mustBeAllowed(by, known?.person, person);
  const dealerIds = (await listDealers(table)).map(({ id }) => id);
  if (!person.dealerIds.every((id) => dealerIds.includes(id))) throw notFound('dealer');
  const version = await register(table, known?.person, person, occasion, expected);
  for (const id of known?.person.dealerIds ?? [])
    if (!person.dealerIds.includes(id)) await leaveTeams(table, id, staffId, occasion);
  return { ...person, version };
}

/**
 * Dismisses somebody: they keep their history, and can do nothing from now on. Throws problems as `appoint` does; nothing
 * happens to whoever has left already.
 */
export async function dismiss(
  table: Table,
  staffId: string,
  occasion: Occasion,
  { by, expected }: Wish = {},
): Promise<Person & { version: number }> {
  const known = await loadPerson(table, staffId);
  if (!known) throw notFound('member of staff');
  const person = { ...known.person, active: false };
  if (by) mustBeAllowed(by, known.person, person);
  const version = await register(table, known.person, person, occasion, expected);
  // After the dismissal, so that one which is cut off is finished when it is repeated.
  for (const id of person.dealerIds) await leaveTeams(table, id, staffId, occasion);
  await forgetContact(table, staffId, occasion);
  return { ...person, version };
}

/** Registers a change, unless it takes away a dealer's last general manager. Answers the version of the entry. */
async function register(
  table: Table,
  current: Person | undefined,
  next: Person,
  occasion: Occasion,
  expected: number | undefined,
): Promise<number> {
  const losing = dealersLosing(current, next);
  const mustKeep = async () => {
    for (const id of losing) mustKeepGeneralManager(next.id, id, await rosterOf(table, id));
  };
  await mustKeep();
  const version = await registerPerson(table, next, occasion, expected);
  try {
    await mustKeep();
  } catch (error) {
    // Two who go at the same moment each still saw the other: whoever finds nobody left stays.
    if (current) await registerPerson(table, current, occasion);
    throw error;
  }
  return version;
}

/**
 * Registers a dealer or changes its description. A new one is for general managers, who serve it from then on. Throws
 * problems: 400 for a faulty body, 403 and 404 for people of others, 412 for a stale version.
 */
export async function establish(
  table: Table,
  dealerId: string,
  body: unknown,
  occasion: Occasion,
  { by, expected }: Wish = {},
): Promise<VersionedDealer> {
  const known = await findDealer(table, dealerId);
  if (by && known) mustAdminister(by, dealerId, 'change a dealer');
  if (by && !known) mustBe(by, ['general-manager'], 'register a dealer');
  readDealer(dealerId, body, known);
  // First, so that a registration that is cut off can be repeated by whoever began it.
  if (by && !by.dealerIds.includes(dealerId))
    await registerPerson(table, { ...by, dealerIds: [...by.dealerIds, dealerId] }, occasion);
  return changeDealer(table, dealerId, occasion, (current) => readDealer(dealerId, body, current), {
    expected,
  });
}
