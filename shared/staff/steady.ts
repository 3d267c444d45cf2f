import { createHash } from 'node:crypto';
import type { Person, Role } from './person.ts';

/** Who was chosen and the rule that chose; nobody when the dealer has nobody for it. */
export interface Assignment {
  readonly assigneeId?: string;
  readonly rule: 'receiving-advisor' | 'customer-service' | 'escalation' | 'nobody';
}

const customerService: readonly Role[] = [
  'agent',
  'customer-care-lead',
  'service-director',
  'general-manager',
];

/**
 * Who calls a customer: the advisor who received the visit (R17), named by staff id or by the DMS's id; where that
 * person is not on the roster, customer service, the same agent for a customer every time.
 */
export function assignCall(roster: readonly Person[], advisorId: string, customerId: string): Assignment {
  const advisor = roster.find(
    (person) => person.role === 'advisor' && (person.id === advisorId || person.dmsId === advisorId),
  );
  if (advisor) return { assigneeId: advisor.id, rule: 'receiving-advisor' };
  return assignCare(roster, customerId);
}

/** Who of customer service cares for a customer: never an advisor, who would judge himself (R54, R87). */
export function assignCare(roster: readonly Person[], customerId: string): Assignment {
  for (const role of customerService) {
    const chosen = steady(roster, role, customerId);
    if (chosen) return { assigneeId: chosen, rule: 'customer-service' };
  }
  return { rule: 'nobody' };
}

/** One person of a role, the same for the same customer as long as the roster stays. */
export function steady(roster: readonly Person[], role: Role, customerId: string): string | undefined {
  const ids = roster.filter((person) => person.role === role).map((person) => person.id);
  const rank = (id: string) => createHash('sha256').update(`${customerId}/${id}`).digest('hex');
  return ids.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}
