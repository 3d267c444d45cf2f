import { createHash } from 'node:crypto';
import type { Person, Role } from './person.ts';

/** One person of a role, the same for the same customer as long as the roster stays. */
export function steady(roster: readonly Person[], role: Role, customerId: string): string | undefined {
  const ids = roster.filter((person) => person.role === role).map((person) => person.id);
  const rank = (id: string) => createHash('sha256').update(`${customerId}/${id}`).digest('hex');
  return ids.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}
