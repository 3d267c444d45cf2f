import { notFound, Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Person, Role } from './person.ts';
import { findPerson } from './roster.ts';

/** Who asks, by the name in the sign-in token; 403 when the token names nobody whom the table knows as active. */
export async function whoAsks(table: Table, staffId: string | undefined): Promise<Person> {
  const person = staffId === undefined ? undefined : await findPerson(table, staffId);
  if (person) return person;
  throw new Problem({
    status: 403,
    type: 'not-registered',
    title: 'You are signed in, but not registered as staff',
    detail: 'Ask your service director to register you with a role and a dealer.',
  });
}

/** Lets only people of the dealer pass; to others the thing does not exist (404), so that ids tell nothing. */
export function mustServe(person: Person, dealerId: string, what: string): void {
  if (!person.dealerIds.includes(dealerId)) throw notFound(what);
}

/** Whoever may change a dealer's settings, staff and teams. */
export const administrators: readonly Role[] = ['service-director', 'general-manager'];

/** Lets only those pass who administer the dealer: 404 to people of others, 403 to whoever is no administrator. */
export function mustAdminister(person: Person, dealerId: string, toDo: string): void {
  mustServe(person, dealerId, 'dealer');
  mustBe(person, administrators, toDo);
}

/** Lets only some roles pass; 403 names those who may. */
export function mustBe(person: Person, allowed: readonly Role[], toDo: string): void {
  if (allowed.includes(person.role)) return;
  throw new Problem({
    status: 403,
    type: 'not-your-role',
    title: 'Your role does not allow this',
    detail: `To ${toDo} one must be: ${allowed.join(', ')}.`,
  });
}
