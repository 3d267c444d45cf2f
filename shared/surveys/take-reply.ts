import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { gradeSeverity } from '../complaints/severity.ts';
import { isCourtesy } from '../messages/courtesy.ts';
import { readRating } from './reply.ts';
import { surveys } from './store.ts';
import { reply } from './survey.ts';

/** Reads a customer's reply to a survey; words that were erased in the meantime are no answer. */
export async function takeReply(
  event: AnyEvent,
  facts: { surveyId: string; words: WordsRef },
  now: Instant,
  table: Table,
): Promise<void> {
  const { surveyId, words } = facts;
  const said = await readWords(table, words);
  if (!said) return;
  const rating = readRating(said.text);
  const score = rating?.sure ? rating.value : undefined;
  const remark = rating?.remark !== undefined && !isCourtesy(rating.remark);
  const grave = gradeSeverity(said.text).severity === 'major';
  await surveys(table).change(surveyId, following(event, now, { kind: 'customer' }), (known) =>
    reply(known, surveyId, { id: event.aggregateId, words, score, remark, grave }),
  );
}
