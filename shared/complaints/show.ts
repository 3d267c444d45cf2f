import * as v from 'valibot';
import { findPersonal } from '../customers/customers.ts';
import { historyOf, stepOf } from '../events/history.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { nextDue } from './clock.ts';
import { type Complaint, openTasks } from './complaint.ts';
import { complaintStates, finished, possibleNow } from './life.ts';
import { listingKey } from './received.ts';
import { settlementKey, SettlementWordingSchema } from './settlement-wording.ts';
import { complaints, complaintsJob, someday } from './store.ts';

/** A complaint in a list. */
function summary(id: string, complaint: Complaint) {
  const { number, dealerId, customerId, state, severity, level, assigneeId } = complaint;
  return { id, number, dealerId, customerId, state, severity, level, assigneeId, dueAt: nextDue(complaint) };
}

/** One complaint with the customer's words, what was done and all that happened. Throws 404 to people of other dealers. */
export async function showComplaint(table: Table, complaintId: string, by: Person) {
  const found = await complaints(table).load(complaintId);
  if (!found) throw notFound('complaint');
  const complaint = found.state;
  mustServe(by, complaint.dealerId, 'complaint');
  const { customerId } = complaint;
  const personal = customerId ? await findPersonal(table, customerId) : undefined;
  const told = v.safeParse(toldItem, await table.get(complaintId, 'TOLD'));
  return {
    ...summary(complaintId, complaint),
    customer: { id: customerId, name: personal?.name },
    source: complaint.source,
    ...(told.success && told.output.told),
    words: await spoken(table, complaint.words),
    resolutions: await spoken(table, complaint.resolutions),
    category: complaint.category,
    about: complaint.about,
    possible: complaint.about.includes(by.id) ? [] : possibleNow(complaint),
    clocks: complaint.clocks.map(({ name, dueAt, climbsAt, told, taskId }) => ({
      name,
      dueAt,
      climbsAt,
      told,
      taskId,
    })),
    waitingUntil: complaint.waitingUntil,
    tasks: await tasksOf(table, complaint),
    settlement: await settlementOf(table, complaintId, complaint),
    history: (await historyOf(table, complaintId)).map((event) => ({ ...stepOf(event), facts: event.facts })),
  };
}

async function tasksOf(table: Table, complaint: Complaint) {
  const open = new Set(openTasks(complaint).map(({ id }) => id));
  return Promise.all(
    complaint.tasks.map(async ({ id, kind, department, ownerId, what, outcome, doneBy }) => ({
      id,
      kind,
      department,
      ownerId,
      dueAt: complaint.clocks.find(({ taskId }) => taskId === id)?.dueAt,
      isOpen: open.has(id),
      what: what && (await readWords(table, what))?.text,
      outcome: outcome && (await readWords(table, outcome))?.text,
      doneBy,
    })),
  );
}

const settlementItem = v.object({ settlement: SettlementWordingSchema });

async function settlementOf(table: Table, complaintId: string, { settlement }: Complaint) {
  if (!settlement) return undefined;
  const item = await table.get(complaintId, settlementKey(settlement.key));
  // Its wording goes with an erasure.
  if (!item) return undefined;
  const { proposedBy, approvedBy, fault } = settlement;
  return { ...v.parse(settlementItem, item).settlement, proposedBy, approvedBy, fault };
}

const toldItem = v.object({
  told: v.object({
    channel: v.string(),
    scene: v.optional(v.string()),
    remedySought: v.optional(v.string()),
  }),
});

async function spoken(table: Table, refs: readonly WordsRef[]) {
  const words = await Promise.all(refs.map((ref) => readWords(table, ref)));
  return words.flatMap((each) => (each ? [{ text: each.text, at: each.at, by: each.by }] : []));
}

export const ListQuerySchema = v.object({
  dealerId: v.string(),
  /** `open` is every state but the finished ones. */
  state: v.optional(v.picklist(['open', ...complaintStates])),
  next: v.optional(v.string()),
});

const pageLength = 50;
const listed = v.object({ complaintId: v.string() });

/**
 * The complaints of a dealer: those in an open state from the index of what is due, soonest first; the closed ones, or
 * all of them, page by page from the newest.
 */
export async function listComplaints(table: Table, query: v.InferOutput<typeof ListQuerySchema>, by: Person) {
  mustServe(by, query.dealerId, 'dealer');
  const store = complaints(table);
  const isPending = query.state !== undefined && !finished.some((state) => state === query.state);
  const page = isPending
    ? { ids: await store.due(query.dealerId, complaintsJob, someday), next: undefined }
    : await newestPage(table, query);
  const found = await Promise.all(page.ids.map((id) => store.load(id)));
  const items = found.flatMap((each) =>
    each && isWanted(each.state, query.state) ? [summary(each.id, each.state)] : [],
  );
  return { items, ...(page.next && { next: page.next }) };
}

function isWanted({ state }: Complaint, wanted: v.InferOutput<typeof ListQuerySchema>['state']): boolean {
  if (wanted === 'open') return !finished.includes(state);
  return wanted === undefined || state === wanted;
}

async function newestPage(table: Table, query: v.InferOutput<typeof ListQuerySchema>) {
  const key = listingKey(query.dealerId);
  const page = await table.page({ key, newestFirst: true }, pageLength, query.next);
  return { ids: page.items.map((item) => v.parse(listed, item).complaintId), next: page.next };
}
