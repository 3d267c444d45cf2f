import { complaintsOf } from '../../complaints/complaints.ts';
import { finished } from '../../complaints/life.ts';
import { Problem } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Person } from '../../staff/person.ts';
import { findVisit } from '../../visits/visits.ts';

/** A complaint of the customer, and the advisor of the visit that led to it. */
export interface ComplaintOf {
  readonly id: string;
  readonly number: string;
  readonly dealerId: string;
  readonly state: string;
  readonly severity: string;
  /** Whether somebody is still to do something about it. */
  readonly isOpen: boolean;
  readonly advisorId?: string;
}

/** The complaints of a customer's records, the newest first, each with whom it is about as far as that is known. */
export async function complaintsAbout(table: Table, customerIds: readonly string[]): Promise<ComplaintOf[]> {
  const found = (await Promise.all(customerIds.map((id) => complaintsOf(table, id)))).flat();
  return Promise.all(
    found.map(async ({ id, state: complaint }) => {
      const { number, dealerId, state, severity, visitId } = complaint;
      const advisorId = visitId && (await findVisit(table, visitId))?.state.advisorId;
      const isOpen = !finished.includes(state);
      return { id, number, dealerId, state, severity, isOpen, ...(advisorId && { advisorId }) };
    }),
  );
}

/**
 * Keeps an advisor from what a customer says who complained of them: feedback reaches its reader without interference
 * (R54). Throws a 403 problem that says who cares for the customer.
 */
export function mustNotBeAccused(by: Person, complaints: readonly ComplaintOf[]): void {
  const isYours = ({ advisorId }: ComplaintOf) => advisorId === by.id || advisorId === by.dmsId;
  if (by.role !== 'advisor' || !complaints.some((each) => each.advisorId && isYours(each))) return;
  throw new Problem({
    status: 403,
    type: 'complained-of-you',
    title: 'Somebody else cares for this customer',
    detail:
      'This customer complained after a visit that you received, so what they say is read by customer service and by those above you. Hand the callback over; for the work on the vehicle ask the workshop manager.',
  });
}
