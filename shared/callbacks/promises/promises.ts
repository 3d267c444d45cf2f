import * as v from 'valibot';
import { historyOf, stepOf } from '../../events/history.ts';
import type { Loaded } from '../../events/aggregate.ts';
import { readWords } from '../../events/words.ts';
import { notFound } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import { mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import type { Promised } from './promise.ts';
import { promises, promisesKey } from '../store.ts';

const shown = 20;
const listed = v.object({ promiseId: v.string() });

/** A promise by id, or undefined. */
export function findPromise(table: Table, promiseId: string): Promise<Loaded<Promised> | undefined> {
  return promises(table).load(promiseId);
}

/** The newest promises to a customer that are not kept yet, for whoever speaks with them next (R04). */
export async function openPromisesTo(table: Table, customerId: string) {
  const page = await table.page({ key: promisesKey(customerId), newestFirst: true }, shown);
  const ids = page.items.map((item) => v.parse(listed, item).promiseId);
  const found = await Promise.all(ids.map((id) => findPromise(table, id)));
  const open = found.filter((each) => each !== undefined && each.state.state !== 'kept');
  return Promise.all(open.flatMap((each) => (each ? [summary(table, each)] : [])));
}

/** A promise with all that happened to it. Throws 404 to people of other dealers. */
export async function showPromise(table: Table, promiseId: string, by: Person) {
  const found = await findPromise(table, promiseId);
  if (!found) throw notFound('promise');
  mustServe(by, found.state.dealerId, 'promise');
  const { dealerId, customerId, callbackId } = found.state;
  const reports = await Promise.all(
    found.state.reports.map(async ({ words }) => words && (await readWords(table, words))),
  );
  return {
    ...(await summary(table, found)),
    dealerId,
    customerId,
    callbackId,
    reports: reports.flatMap((each) => (each ? [{ text: each.text, at: each.at, by: each.by }] : [])),
    history: (await historyOf(table, promiseId)).map((event) => ({ ...stepOf(event), facts: event.facts })),
  };
}

async function summary(table: Table, { id, state: promised }: Loaded<Promised>) {
  const { what, madeBy, ownerId, dueAt, state, level, assigneeId } = promised;
  const words = (await readWords(table, what))?.text;
  return { id, what: words, madeBy, ownerId, dueAt, state, level, assigneeId };
}
