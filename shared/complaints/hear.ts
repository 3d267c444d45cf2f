import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Asks } from '../events/text-request.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { isCourtesy } from '../messages/courtesy.ts';
import { namesTheMatter, readYesNo } from '../messages/yes-no.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { circumstances } from './complaints.ts';
import { handOver, missAcknowledgement } from './question.ts';
import { type ComplaintReply, hear } from './reply.ts';
import { gradeSeverity } from './severity.ts';
import { complaints } from './store.ts';

/** Reads what a customer wrote about a complaint; words that were erased in the meantime say nothing. */
export async function hearCustomer(
  event: AnyEvent,
  facts: { complaintId: string; words: WordsRef; asks?: Asks; ambiguous?: boolean | undefined },
  now: Instant,
  table: Table,
): Promise<void> {
  const { complaintId, words, asks, ambiguous } = facts;
  const store = complaints(table);
  const complaint = (await store.load(complaintId))?.state;
  const said = await readWords(table, words);
  if (!complaint || !said) return;
  // A yes that another question may have wanted answers none: it is asked again, by its number.
  const answer = ambiguous ? { asks } : answerIn(said.text, asks);
  const { severity } = gradeSeverity(said.text);
  const at = await circumstances(table, complaint.dealerId, now);
  const reply = { id: words.aggregateId, words, severity, ...answer, isCourtesy: isCourtesy(said.text) };
  await store.change(complaintId, following(event, now, { kind: 'customer' }), (known) =>
    hear(known, complaintId, reply, at),
  );
}

/**
 * The answer to "is it solved?". A text that asks for more words may overtake that question on its way to the customer,
 * so whoever names the matter answers it all the same.
 */
function answerIn(text: string, asks: Asks | undefined): Pick<ComplaintReply, 'asks' | 'solved'> {
  const read = readYesNo(text);
  const isAnswer = asks === 'yes-no' || (asks === 'words' && read !== undefined && namesTheMatter(read));
  return isAnswer ? { asks: 'yes-no', solved: read?.value } : { asks };
}

/**
 * A text about a complaint did not reach the customer: whether it is solved a person asks, and that it has arrived a person
 * says.
 */
export async function handUnreached(
  event: AnyEvent,
  { complaintId, asks }: { complaintId: string; asks: Asks | undefined },
  now: Instant,
  table: Table,
): Promise<void> {
  const store = complaints(table);
  const complaint = (await store.load(complaintId))?.state;
  if (!complaint) return;
  const at = await circumstances(table, complaint.dealerId, now);
  await store.change(complaintId, following(event, now), (known) => {
    if (!known) return undefined;
    return asks === 'yes-no' ? handOver(known, 'not-sent', at) : missAcknowledgement(known, at);
  });
}
