import { getDealer } from '../dealers/dealers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { findCustomer } from '../customers/customers.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { assignCare } from '../staff/assign.ts';
import { rosterOf } from '../staff/roster.ts';
import { openForWords } from './callback.ts';
import { callbacks } from './store.ts';
import { isCourtesy } from './courtesy.ts';
import { permittedMoment } from './plan.ts';

/**
 * A customer wrote without being asked (R10, R14): customer service calls back, unless the words only say thank you.
 * From a phone nobody knows there is no dealer to do it; the text is kept all the same.
 */
export async function answerUnasked(
  event: AnyEvent,
  words: WordsRef,
  now: Instant,
  table: Table,
): Promise<void> {
  const { dealerId, customerId } = event;
  const said = await readWords(table, words);
  if (!dealerId || !customerId || !said || isCourtesy(said.text)) return;
  const customer = await findCustomer(table, customerId);
  if (!customer) return;
  const assignment = assignCare(await rosterOf(table, dealerId), customerId);
  const dueAt = permittedMoment('call', now, await getDealer(table, dealerId));
  const { handsetId, locale } = customer;
  const subject = { dealerId, customerId, advisorId: '', handsetId, locale };
  await callbacks(table).change(idOf('callback', event.aggregateId), following(event, now), (known) =>
    openForWords(known, subject, words, assignment, dueAt),
  );
}
