import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type Words, type WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { gradeSeverity } from '../complaints/severity.ts';
import { isCourtesy } from '../messages/courtesy.ts';
import { questionMeant, replyFurther } from './further.ts';
import { inContext } from './in-context.ts';
import { findQuestion } from './questionnaire/kept.ts';
import { readAnswer } from './read-answer.ts';
import { readRating } from './reply.ts';
import { surveys } from './store.ts';
import { reply } from './survey.ts';

/** What a customer wrote in the conversation of a survey, and to which of its questions if not the overall one. */
interface Written {
  readonly surveyId: string;
  readonly words: WordsRef;
  readonly question?: string | undefined;
  /** Whether they ask for no more texts as well. */
  readonly leaves?: boolean;
}

/** Reads a customer's reply to a survey; words that were erased in the meantime are no answer. */
export async function takeReply(
  event: AnyEvent,
  written: Written,
  now: Instant,
  table: Table,
): Promise<void> {
  const { surveyId, words, question, leaves } = written;
  const said = await readWords(table, words);
  if (!said) return;
  if (question) return takeFurther(event, { surveyId, question, words, said }, now, table);
  const rating = readRating(said.text);
  const score = rating?.sure ? rating.value : undefined;
  const remark = rating?.remark !== undefined && !isCourtesy(rating.remark);
  const grave = gradeSeverity(said.text).severity === 'major';
  await surveys(table).change(surveyId, following(event, now, { kind: 'customer' }), (known) =>
    reply(known, surveyId, { id: event.aggregateId, words, score, remark, grave, leaves }),
  );
}

/** Reads a reply to a question after the overall one. Whoever reads a remark in it sees the question with it (R14). */
async function takeFurther(
  event: AnyEvent,
  written: { surveyId: string; question: string; words: WordsRef; said: Words },
  now: Instant,
  table: Table,
): Promise<void> {
  const { surveyId, words, said } = written;
  const store = surveys(table);
  const survey = (await store.load(surveyId))?.state;
  if (!survey?.questionnaire) return;
  const { dealerId, questionnaire, locale } = survey;
  const meant = questionMeant(survey, written.question, said.at);
  const question = await findQuestion(table, dealerId, questionnaire, meant);
  const read = readAnswer(question, said.text);
  const { id, aspect, kind } = question;
  const answered = { id: event.aggregateId, at: said.at, question: { id, aspect, kind }, words, ...read };
  const context =
    kind === 'open'
      ? undefined
      : inContext(event.aggregateId, [{ question, answer: said.text }], locale, said.at);
  await store.change(surveyId, following(event, now, { kind: 'customer' }), (known) =>
    replyFurther(known, surveyId, { ...answered, inContext: context }),
  );
}
