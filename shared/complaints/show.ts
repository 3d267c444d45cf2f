import * as v from 'valibot';
import { findPersonal } from '../customers/customers.ts';
import { historyOf, stepOf } from '../events/history.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { InstantSchema } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { type Complaint, complaintStates, listingKey } from './complaint.ts';
import { proposeCategories } from './categorise.ts';
import { complaints, complaintsJob } from './store.ts';

/** A complaint in a list. */
function summary(id: string, complaint: Complaint) {
  const { number, dealerId, customerId, state, severity, level, assigneeId, dueAt } = complaint;
  return { id, number, dealerId, customerId, state, severity, level, assigneeId, dueAt };
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
  const words = await spoken(table, complaint.words);
  return {
    ...summary(complaintId, complaint),
    customer: { id: customerId, name: personal?.name },
    source: complaint.source,
    ...(told.success && told.output.told),
    words,
    categories: proposeCategories(words.map(({ text }) => text).join('\n')),
    resolutions: await spoken(table, complaint.resolutions),
    history: (await historyOf(table, complaintId)).map((event) => ({ ...stepOf(event), facts: event.facts })),
  };
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
  state: v.optional(v.picklist(complaintStates)),
  next: v.optional(v.string()),
});

const pageLength = 50;
const endOfTime = v.parse(InstantSchema, '9999-12-31T23:59:59.999Z');
const listed = v.object({ complaintId: v.string() });

/**
 * The complaints of a dealer: those in an open state from the index of what is due, soonest first; the closed ones, or
 * all of them, page by page from the newest.
 */
export async function listComplaints(table: Table, query: v.InferOutput<typeof ListQuerySchema>, by: Person) {
  mustServe(by, query.dealerId, 'dealer');
  const store = complaints(table);
  const isPending = query.state !== undefined && query.state !== 'closed';
  const page = isPending
    ? { ids: await store.due(query.dealerId, complaintsJob, endOfTime), next: undefined }
    : await newestPage(table, query);
  const found = await Promise.all(page.ids.map((id) => store.load(id)));
  const items = found.flatMap((each) =>
    each && (query.state === undefined || each.state.state === query.state)
      ? [summary(each.id, each.state)]
      : [],
  );
  return { items, ...(page.next && { next: page.next }) };
}

async function newestPage(table: Table, query: v.InferOutput<typeof ListQuerySchema>) {
  const key = listingKey(query.dealerId);
  const page = await table.page({ key, newestFirst: true }, pageLength, query.next);
  return { ids: page.items.map((item) => v.parse(listed, item).complaintId), next: page.next };
}
