import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import { Aggregates, type Loaded } from '../events/aggregate.ts';
import type { severities } from '../events/complaints.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { rosterOf } from '../staff/person.ts';
import { askAgainAt, levelClock } from './clock.ts';
import { type Complaint, ComplaintSchema } from './complaint.ts';
import type { ReplyClocks } from './reply.ts';

/** The job under which complaints climb, or their customers are asked again. */
export const complaintsJob = 'complaints';

/** Complaints in the table; for this room only. */
export function complaints(table: Table): Aggregates<Complaint> {
  return new Aggregates<Complaint>(table, {
    v: 1,
    schema: ComplaintSchema,
    due: ({ dealerId, dueAt }) => (dueAt ? { dealerId, job: complaintsJob, at: dueAt } : undefined),
    work: ({ state, assigneeId, dueAt }) =>
      state === 'open' && assigneeId && dueAt ? { staffId: assigneeId, at: dueAt } : undefined,
  });
}

/** The clocks that may begin for a complaint at a level from a moment on. */
export async function clocksFor(
  table: Table,
  complaint: Pick<Complaint, 'dealerId' | 'customerId' | 'handsetId'>,
  at: { level: number; severity: (typeof severities)[number] },
  from: Instant,
): Promise<ReplyClocks & { dealer: Dealer }> {
  const dealer = await getDealer(table, complaint.dealerId);
  const roster = await rosterOf(table, dealer.id);
  const customer = complaint.customerId ?? complaint.handsetId;
  return {
    dealer,
    level: levelClock(dealer, roster, { ...at, customer }, from),
    askAgainAt: askAgainAt(dealer, from),
  };
}

/** A complaint by id, or undefined. */
export function findComplaint(table: Table, complaintId: string): Promise<Loaded<Complaint> | undefined> {
  return complaints(table).load(complaintId);
}
