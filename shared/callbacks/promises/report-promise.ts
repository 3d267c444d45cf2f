import * as v from 'valibot';
import { findCustomer } from '../../customers/customers.ts';
import { getDealer } from '../../dealers/dealers.ts';
import { byStaff } from '../../events/occasion.ts';
import { keepWords } from '../../events/words.ts';
import { shortText } from '../../platform/formats.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustServe } from '../../staff/access.ts';
import { type Person, roles } from '../../staff/person.ts';
import { rosterOf } from '../../staff/roster.ts';
import { nextLevel } from './clock.ts';
import { giveUp, keep, passOn, type Promised } from './promise.ts';
import { promises } from '../store.ts';

/** What came of a promise: kept, cannot be kept, or passed on to somebody; the latter two with a reason. */
export const PromiseReportSchema = v.pipe(
  v.object({
    report: v.picklist(['kept', 'cannot-be-kept', 'passed-on']),
    words: v.optional(shortText(1000)),
    to: v.optional(v.string()),
  }),
  v.forward(
    v.check(({ report, words }) => report === 'kept' || words !== undefined, 'is missing: say why'),
    ['words'],
  ),
  v.forward(
    v.check(
      ({ report, to }) => (report === 'passed-on') === (to !== undefined),
      'belongs to passed-on, and to nothing else',
    ),
    ['to'],
  ),
);
export type PromiseReportBody = v.InferOutput<typeof PromiseReportSchema>;

/**
 * Says what came of a promise. Throws problems: 404 for one of another dealer, 403 for whoever neither has it to keep nor
 * stands above its owner, 400 for somebody unknown to pass it on to, 409 where it is over.
 */
export async function reportPromise(
  promiseId: string,
  body: PromiseReportBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; state: Promised['state']; ownerId: string }> {
  const store = promises(table);
  const loaded = await store.load(promiseId);
  if (!loaded) throw notFound('promise');
  const { by, key, now } = request;
  const { dealerId, customerId } = loaded.state;
  mustServe(by, dealerId, 'promise');
  const roster = await rosterOf(table, dealerId);
  mustBeTheirs(by, loaded.state, roster);
  const dealer = await getDealer(table, dealerId);
  const customer = customerId ? await findCustomer(table, customerId) : undefined;
  const about = { dealer, roster, isImportant: (customer?.importance.length ?? 0) > 0 };
  const { to } = body;
  if (to !== undefined && roster.every(({ id }) => id !== to)) {
    throw invalid('The report has 1 fault(s); see errors.', [
      { pointer: '/to', detail: 'names nobody who works at this dealer' },
    ]);
  }
  const words = body.words
    ? keepWords(promiseId, `report-${key}`, { text: body.words, at: now, by: by.id })
    : undefined;
  const report = { request: key, ...(words && { words }) };
  const changed = await store.change(promiseId, byStaff(by.id, request.id, now, now), (known) => {
    if (!known) return undefined;
    if (body.report === 'kept') return keep(known, report, now);
    if (body.report === 'cannot-be-kept') return giveUp(known, report, nextLevel(known, about, now));
    return words && to !== undefined ? passOn(known, { ...report, words }, to) : undefined;
  });
  const { state, ownerId } = changed.state ?? loaded.state;
  return { id: promiseId, state, ownerId };
}

/** Its owner, whoever has it now, and whoever stands above the owner. */
function mustBeTheirs(by: Person, { ownerId, assigneeId }: Promised, roster: readonly Person[]): void {
  const owner = roster.find(({ id }) => id === ownerId);
  if (by.id === ownerId || by.id === assigneeId) return;
  if (roles.indexOf(by.role) > roles.indexOf(owner?.role ?? 'advisor')) return;
  throw new Problem({
    status: 403,
    type: 'not-your-promise',
    title: 'This promise is not yours',
    detail: `${ownerId} is to keep it. Ask them, or whoever stands above them, to report on it or to pass it on.`,
  });
}
