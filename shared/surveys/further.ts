import type { Change, NewEvent } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import type { TextRequest } from '../events/text-request.ts';
import type { WordsRef } from '../events/words.ts';
import type { Instant } from '../platform/time.ts';
import { asksOf, isLow } from './questionnaire/question.ts';
import { about, filedUnder, type Further, type Survey, textFor } from './state.ts';

/** A reply to a question after the overall one, as far as it could be read. */
export interface FurtherReply {
  readonly id: string;
  readonly at: Instant;
  readonly question: Further;
  readonly words: WordsRef;
  /** Whether it answers the question at all; an open one is answered by any words. */
  readonly isAnswer: boolean;
  readonly value?: number | undefined;
  /** Whether the words hold more than the answer, or are none: somebody is to read them. */
  readonly remark: boolean;
  /** The words beside the question that they answer, for whoever reads them without having asked. */
  readonly inContext?: { readonly ref: WordsRef; readonly attachment: Attachment } | undefined;
}

/**
 * What comes after an answer by text: the next question, or thanks that fit what was answered. Nobody who is dissatisfied is
 * asked on.
 */
export function continued(
  survey: Survey,
  surveyId: string,
): { readonly pending: string | undefined; readonly text: TextRequest | undefined } {
  const { score, further = [], answers = {} } = survey;
  // Whoever is dissatisfied hears from `complaints` instead.
  if (score === undefined || score <= 2) return { pending: undefined, text: undefined };
  const next = further.find(({ id }) => !answers[id]);
  if (next) {
    const text = textFor(survey, surveyId, 'survey.question', asksOf[next.kind]);
    return { pending: next.id, text: { ...text, question: next.id } };
  }
  const isContent = score > 3 && further.every(({ id, kind }) => !isLow(kind, answers[id]?.value));
  const thanks = isContent ? 'survey.thanks' : 'survey.thanks-modest';
  return { pending: undefined, text: textFor(survey, surveyId, thanks) };
}

/**
 * Which question a reply answers: the one of the newest text before it; of texts of the same moment, which nobody can put
 * into an order, the one that still waits.
 */
export function questionMeant({ answers, pending }: Survey, newest: string, at: Instant): string {
  const answered = answers?.[newest];
  return pending && answered && answered.at >= at ? pending : newest;
}

/**
 * What a reply to such a question makes of a survey: an answer is taken down and the next question put; a low one (R14), more
 * words, and what is no answer to the question that is open are remarks, which somebody reads.
 */
export function replyFurther(
  known: Survey | undefined,
  surveyId: string,
  reply: FurtherReply,
): Change<Survey> | undefined {
  if (!known || known.score === undefined || known.repliesRead.includes(reply.id)) return undefined;
  const { question, value, words, at, inContext } = reply;
  const heard = { ...known, repliesRead: [...known.repliesRead, reply.id] };
  const isAnswer = reply.isAnswer && known.pending === question.id;
  const low = isLow(question.kind, value);
  const remarked: NewEvent = {
    name: 'survey.remarked',
    ...filedUnder(known),
    facts: {
      ...about(known),
      score: known.score,
      remark: reply.remark || (isAnswer && low),
      words: inContext?.ref ?? words,
    },
  };
  const attached = inContext ? [inContext.attachment] : [];
  if (!isAnswer) return { state: heard, events: [remarked], attached };
  const answers = { ...known.answers, [question.id]: { value, words, by: 'text' as const, at } };
  const answered = { ...heard, answers };
  const { pending, text } = continued(answered, surveyId);
  const { id, aspect, kind } = question;
  const { questionnaire = '' } = known;
  const facts = {
    ...about(known),
    questionnaire,
    question: id,
    aspect,
    kind,
    by: 'text',
    low,
    words,
  } as const;
  const answer: NewEvent = {
    name: 'survey.question-answered',
    ...filedUnder(known),
    facts: { ...facts, ...(value !== undefined && { value }) },
    ...(text && { text }),
  };
  const isRemark = reply.remark || low;
  return {
    state: { ...answered, pending },
    events: isRemark ? [answer, remarked] : [answer],
    attached: isRemark ? attached : [],
  };
}
