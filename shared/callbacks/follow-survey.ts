import { classOf } from '../customers/class.ts';
import { findCustomer } from '../customers/customers.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { handReasons } from '../events/callbacks.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { Callers } from '../staff/callers.ts';
import { callOf } from './call-of.ts';
import { answered, hand, leaveInPeace } from './callback.ts';
import { callForWords } from './follow-message.ts';
import { permittedMoment } from './plan.ts';
import { callbacks } from './store.ts';

/** The customer answered the survey: the callback has done its work. */
export async function closeAnswered(event: AnyEvent, callbackId: string, now: Instant, table: Table) {
  await callbacks(table).change(callbackId, following(event, now), answered);
}

/**
 * The text brought no answer: a person calls in the dealer's next working hours. What a customer wrote is read by
 * customer service, since an advisor must not judge himself (decision 1); silence is called by whom the cadence names
 * (R17, R61), or by nobody where the dealer wants silent customers of this class to be left in peace.
 */
export async function handToPerson(
  event: AnyEvent,
  facts: { callbackId: string; reason: (typeof handReasons)[number]; words?: WordsRef },
  now: Instant,
  table: Table,
): Promise<void> {
  const store = callbacks(table);
  const { callbackId, reason, words } = facts;
  const callback = (await store.load(callbackId))?.state;
  if (!callback) throw new Error(`the callback of ${event.id} is not there`);
  const { handsetId } = callback;
  // That call is over, so what the customer wrote since wants one of its own.
  if (words && callback.status === 'closed') return callForWords(event, { words, handsetId }, now, table);
  if (callback.status !== 'open') return;
  const dealer = await getDealer(table, callback.dealerId);
  const customer = callback.customerId ? await findCustomer(table, callback.customerId) : undefined;
  const occasion = following(event, now);
  if (reason === 'silent' && !dealer.settings.cadence[classOf(customer)].callWhenSilent) {
    await store.change(callbackId, occasion, leaveInPeace);
    return;
  }
  const dueAt = permittedMoment('call', now, dealer);
  const call = callOf({ ...callback, handReason: reason }, { customer, dealer, at: dueAt });
  const callers = new Callers(table, dealer);
  const assignment = await callers.assign(callbackId, call, occasion);
  const changed = await store.change(callbackId, occasion, (known) =>
    hand(known, reason, assignment, dueAt, words),
  );
  const { assigneeId } = assignment;
  if (assigneeId && changed.state?.assigneeId !== assigneeId)
    await callers.giveUp(assigneeId, callbackId, call.on, occasion);
}
