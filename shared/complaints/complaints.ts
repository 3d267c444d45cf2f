import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import type { Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { rosterOf } from '../staff/roster.ts';
import { actBy } from './clock.ts';
import { type Complaint, openTasks } from './complaint.ts';
import type { Circumstances } from './ladder.ts';
import { listingKey, ofCustomer } from './received.ts';
import { complaints, workerOf } from './store.ts';

/** What a decision about a dealer's complaint at a moment goes by. */
export async function circumstances(table: Table, dealerId: string, now: Instant): Promise<Circumstances> {
  const dealer = await getDealer(table, dealerId);
  return { dealer, roster: await rosterOf(table, dealer.id), now };
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

/** The ids of all complaints of a dealer, or of those that were opened in a month by UTC, the oldest first. */
export async function allComplaints(table: Table, dealerId: string, month = ''): Promise<string[]> {
  const items = await table.collection(listingKey(dealerId), month);
  return items.map((item) => v.parse(listed, item).complaintId);
}

/** Whether the customer is being asked whether it is solved. */
export async function isSolutionAsked(table: Table, complaintId: string): Promise<boolean> {
  return (await findComplaint(table, complaintId))?.state.state === 'solution-proposed';
}

/** Something that a person must do for a complaint: the complaint itself, or a task of it. */
export interface ComplaintWork {
  readonly dealerId: string;
  readonly customerId?: string | undefined;
  readonly assigneeId: string | undefined;
  readonly dueAt?: Instant | undefined;
  readonly reason: string;
}

/** What a line of a worklist stands for, or undefined if nobody is to do it any more. */
export async function findComplaintWork(
  table: Table,
  complaintId: string,
  taskId?: string,
): Promise<ComplaintWork | undefined> {
  const complaint = (await findComplaint(table, complaintId))?.state;
  if (!complaint) return undefined;
  const { dealerId, customerId, severity, level, state } = complaint;
  const about = `${severity} complaint, ${state}, level ${level}`;
  if (taskId === undefined)
    return { dealerId, customerId, assigneeId: workerOf(complaint), dueAt: actBy(complaint), reason: about };
  const task = openTasks(complaint).find(({ id }) => id === taskId);
  return task && { dealerId, customerId, assigneeId: task.ownerId, reason: `${task.kind}: ${about}` };
}
