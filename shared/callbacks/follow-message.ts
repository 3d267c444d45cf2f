import { findCustomer } from '../customers/customers.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { isCourtesy } from '../messages/courtesy.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { Callers } from '../staff/callers.ts';
import { callOf } from './call-of.ts';
import { openForWords } from './callback.ts';
import { permittedMoment } from './plan.ts';
import { callbacks } from './store.ts';

/** What a customer wrote, and from which phone. */
export interface Written {
  readonly words: WordsRef;
  readonly handsetId: string;
}

/**
 * A customer wrote what no machine can settle (R10, R14): customer service calls back, unless the words only say thank
 * you. From a phone that nobody ever wrote to there is no dealer to do it; the text is kept all the same.
 */
export async function callForWords(
  event: AnyEvent,
  { words, handsetId }: Written,
  now: Instant,
  table: Table,
): Promise<void> {
  const { dealerId, customerId } = event;
  const said = await readWords(table, words);
  if (!dealerId || !said || isCourtesy(said.text)) return;
  const callbackId = idOf('callback', words.aggregateId);
  if (await callbacks(table).load(callbackId)) return;
  const dealer = await getDealer(table, dealerId);
  const customer = customerId ? await findCustomer(table, customerId) : undefined;
  const dueAt = permittedMoment('call', now, dealer);
  const locale = customer?.locale ?? dealer.locale;
  const subject = { dealerId, customerId, advisorId: '', handsetId, locale };
  const call = callOf({ ...subject, words: [words] }, { customer, dealer, at: dueAt });
  const occasion = following(event, now);
  const assignment = await new Callers(table, dealer).assign(callbackId, call, occasion);
  await callbacks(table).change(callbackId, occasion, (known) =>
    openForWords(known, subject, words, assignment, dueAt),
  );
}
