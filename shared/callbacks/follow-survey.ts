import { getDealer } from '../dealers/dealers.ts';
import type { handReasons } from '../events/callbacks.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { assignCall, assignCare } from '../staff/assign.ts';
import { rosterOf } from '../staff/roster.ts';
import { answered, hand } from './callback.ts';
import { callForWords } from './follow-message.ts';
import { permittedMoment } from './plan.ts';
import { callbacks } from './store.ts';

/** The customer answered the survey: the callback has done its work. */
export async function closeAnswered(event: AnyEvent, callbackId: string, now: Instant, table: Table) {
  await callbacks(table).change(callbackId, following(event, now), answered);
}

/**
 * The text brought no answer: a person calls in the dealer's next working hours. What a customer wrote is read by
 * customer service, since an advisor must not judge himself (decision 1); silence is called by the advisor (R17).
 */
export async function handToPerson(
  event: AnyEvent,
  facts: { callbackId: string; reason: (typeof handReasons)[number]; words?: WordsRef },
  now: Instant,
  table: Table,
): Promise<void> {
  const store = callbacks(table);
  const callback = (await store.load(facts.callbackId))?.state;
  if (!callback) throw new Error(`the callback of ${event.id} is not there`);
  const { dealerId, advisorId, handsetId } = callback;
  const customerId = callback.customerId ?? handsetId;
  // That call is over, so what the customer wrote since wants one of its own.
  if (facts.words && callback.status === 'closed') {
    return callForWords(event, { words: facts.words, handsetId }, now, table);
  }
  const roster = await rosterOf(table, dealerId);
  const assignment =
    facts.reason === 'unclear' ? assignCare(roster, customerId) : assignCall(roster, advisorId, customerId);
  const dueAt = permittedMoment('call', now, await getDealer(table, dealerId));
  await store.change(facts.callbackId, following(event, now), (known) =>
    hand(known, facts.reason, assignment, dueAt, facts.words),
  );
}
