import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, latest, later } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { type AttemptBody, recordAttempt } from './attempt.ts';
import type { Callback } from './callback.ts';
import { callbacks } from './store.ts';
import { permittedMoment } from './plan.ts';

const hoursUntilNextTry = 4; // another time of day

/**
 * Records what a caller reports of a call. Throws problems: 404 for a callback of another dealer, 409 when nobody is
 * to call any more.
 */
export async function reportAttempt(
  callbackId: string,
  body: AttemptBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<Pick<Callback, 'status' | 'outcome' | 'dueAt'> & { id: string }> {
  const { by, now } = request;
  const store = callbacks(table);
  const loaded = await store.load(callbackId);
  if (!loaded) throw notFound('callback');
  mustServe(by, loaded.state.dealerId, 'callback');
  mustBeYours(by, loaded.state);
  const dealer = await getDealer(table, loaded.state.dealerId);
  const wanted = body.callAgainAt ?? later(now, { hours: hoursUntilNextTry });
  const againAt = permittedMoment('call', latest(wanted, now), dealer);
  const happenedAt = body.happenedAt ?? now;
  // Named after the request, not counted: two who report at once must not write over each other's words.
  const key = `attempt-${request.key}`;
  const words =
    body.words && keepWords(callbackId, key, { text: body.words, at: happenedAt, by: 'customer' });
  const attempt = {
    outcome: body.outcome,
    by: by.id,
    at: happenedAt,
    request: request.key,
    ...(words && { words: words.ref }),
    ...(body.script && { script: body.script }),
  };
  const changed = await store.change(
    callbackId,
    byStaff(by.id, request.id, happenedAt, now),
    (known) => known && recordAttempt(known, attempt, againAt, words ? [words.attachment] : [], body.learnt),
  );
  const { status, outcome, dueAt } = changed.state ?? loaded.state;
  return { id: callbackId, status, outcome, dueAt };
}

/** An advisor reports only calls of his own: others went to customer service so that he does not judge himself (R54). */
function mustBeYours(by: Person, { assigneeId }: Callback): void {
  if (by.role !== 'advisor' || by.id === assigneeId) return;
  throw new Problem({
    status: 403,
    type: 'not-your-callback',
    title: 'This call is not yours',
    detail: 'Advisors report only the calls on their own worklist. Ask customer service to report this one.',
  });
}
