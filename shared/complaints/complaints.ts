import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { Loaded } from '../events/aggregate.ts';
import type { severities } from '../events/complaints.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { rosterOf } from '../staff/roster.ts';
import { askAgainAt, levelClock } from './clock.ts';
import { type Complaint, ofCustomer } from './complaint.ts';
import type { ReplyClocks } from './reply.ts';
import { complaints } from './store.ts';

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

const newest = 20;
const listed = v.object({ complaintId: v.string() });

/** The newest complaints of a customer, the newest first. */
export async function complaintsOf(table: Table, customerId: string): Promise<Loaded<Complaint>[]> {
  const query = { key: customerId, from: ofCustomer, upTo: `${ofCustomer}~`, newestFirst: true };
  const { items } = await table.page(query, newest);
  const found = await Promise.all(
    items.map((item) => complaints(table).load(v.parse(listed, item).complaintId)),
  );
  return found.flatMap((each) => each ?? []);
}
