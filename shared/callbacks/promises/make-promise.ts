import * as v from 'valibot';
import { findCustomer } from '../../customers/customers.ts';
import { getDealer } from '../../dealers/dealers.ts';
import { keepWords } from '../../events/words.ts';
import { byStaff } from '../../events/occasion.ts';
import { idOf } from '../../platform/ids.ts';
import { type Fault, invalid, notFound } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import { rosterOf } from '../../staff/roster.ts';
import { make } from './promise.ts';
import { type PromisedBody, PromisedSchema } from './promised.ts';
import { promises, promisesKey } from '../store.ts';

/** A promise made outside of a callback. */
export const PromiseBodySchema = v.object({
  dealerId: v.string(),
  customerId: v.string(),
  ...PromisedSchema.entries,
});

/**
 * Takes down a promise that somebody made to a customer (R16). Throws problems: 404 for a dealer or customer that is not
 * theirs, 400 for an owner who does not work there and for a time that is over.
 */
export async function makePromise(
  body: v.InferOutput<typeof PromiseBodySchema>,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string }> {
  const { dealerId, customerId, what, dueAt } = body;
  const { by, now } = request;
  mustServe(by, dealerId, 'dealer');
  await getDealer(table, dealerId);
  if ((await findCustomer(table, customerId))?.dealerId !== dealerId) throw notFound('customer');
  const id = promiseIdOf(request.key, 0);
  const known = await promises(table).load(id);
  const faults = known ? [] : faultsOf(body, '', await rosterOf(table, dealerId), now);
  if (faults.length > 0) throw invalid(`The promise has ${faults.length} fault(s); see errors.`, faults);
  const { ref, attachment } = keepWords(id, 'what', { text: what, at: now, by: by.id });
  const facts = { dealerId, customerId, what: ref, madeBy: by.id, ownerId: body.ownerId ?? by.id, dueAt };
  await promises(table).change(id, byStaff(by.id, request.id, now, now), (promised) =>
    make(promised, facts, [attachment, listing(id, customerId, now)]),
  );
  return { id };
}

/** What is wrong with a promise that is to be taken down. */
export function faultsOf(
  { ownerId, dueAt }: Pick<PromisedBody, 'ownerId' | 'dueAt'>,
  pointer: string,
  roster: readonly Person[],
  now: Instant,
): Fault[] {
  const isStranger = ownerId !== undefined && roster.every(({ id }) => id !== ownerId);
  return [
    ...(isStranger
      ? [{ pointer: `${pointer}/ownerId`, detail: 'names nobody who works at this dealer' }]
      : []),
    ...(dueAt <= now ? [{ pointer: `${pointer}/dueAt`, detail: 'must lie ahead' }] : []),
  ];
}

/** The id of the n-th promise that a request tells of. */
export function promiseIdOf(requestKey: string, n: number): string {
  return idOf('promise', requestKey, String(n));
}

/** Where a customer's promises are found. */
export function listing(promiseId: string, customerId: string, madeAt: Instant) {
  return { pk: promisesKey(customerId), sk: `${madeAt}#${promiseId}`, content: { promiseId } };
}
