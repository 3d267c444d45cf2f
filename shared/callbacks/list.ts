import * as v from 'valibot';
import { dueKey, type Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import { type Person, type Role, roles } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import type { Callback } from './callback.ts';
import { callbacks, callbacksJob } from './store.ts';
import { summaryOf } from './summary.ts';

export const listable = ['open', 'planned'] as const;

export const ListQuerySchema = v.object({
  dealerId: v.string(),
  status: v.picklist(listable),
  next: v.optional(v.string()),
});

/** Who may look at everybody's calls: an advisor works by their own list. */
const overseers: readonly Role[] = roles.filter((role) => role !== 'advisor');

const pageLength = 50;
const filed = v.object({ pk: v.string() });

/**
 * A dealer's callbacks, soonest first: those planned, page by page; or those that people of its roster are to make now,
 * all at once. Reads grow with what is planned or to be done, never with what is stored. Throws problems: 404 to people
 * of other dealers, 403 to advisors.
 */
export async function listCallbacks(table: Table, query: v.InferOutput<typeof ListQuerySchema>, by: Person) {
  const { dealerId, status } = query;
  mustServe(by, dealerId, 'dealer');
  mustBe(by, overseers, "see everybody's callbacks");
  const { ids, next } =
    status === 'planned' ? await plannedPage(table, query) : await toMake(table, dealerId);
  const found = await Promise.all(ids.map((id) => callbacks(table).load(id)));
  const items = found
    .flatMap((each) => each ?? [])
    // The indexes may lag.
    .filter(({ state }) => state.dealerId === dealerId && state.status === status)
    .map(listed)
    .sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1));
  return { items, ...(next && { next }) };
}

async function plannedPage(table: Table, { dealerId, next }: v.InferOutput<typeof ListQuerySchema>) {
  const page = await table.page({ index: 'due', key: dueKey(dealerId, callbacksJob) }, pageLength, next);
  return { ids: page.items.map((item) => v.parse(filed, item).pk), next: page.next };
}

async function toMake(table: Table, dealerId: string) {
  const roster = await rosterOf(table, dealerId);
  const lists = await Promise.all(roster.map(({ id }) => table.all({ index: 'worklist', key: id })));
  const ids = lists.flat().map((item) => v.parse(filed, item).pk);
  return { ids: ids.filter((id) => id.startsWith('callback_')), next: undefined };
}

/** A callback in a list. */
function listed({ id, state }: Loaded<Callback>) {
  const { customerId, visitId, attempts } = state;
  return { ...summaryOf(id, state), customerId, visitId, attempts: attempts.length };
}
