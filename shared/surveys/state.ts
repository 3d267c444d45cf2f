import * as v from 'valibot';
import type { NewEvent } from '../events/aggregate.ts';
import { answerKinds, aspects } from '../events/surveys.ts';
import { type Asks, localeSchema, type TemplateName, type TextRequest } from '../events/text-request.ts';
import { WordsRefSchema } from '../events/words.ts';
import { InstantSchema } from '../platform/time.ts';

const score = v.picklist([1, 2, 3, 4, 5]);
export type Score = v.InferOutput<typeof score>;

/** A question that is put by text after the overall one. */
export const FurtherSchema = v.object({
  id: v.string(),
  aspect: v.picklist(aspects),
  kind: v.picklist(answerKinds),
});
export type Further = v.InferOutput<typeof FurtherSchema>;

/** What was answered to a question beside the overall one, how and when; an open one is answered in words. */
const AnswerSchema = v.object({
  value: v.optional(v.number()),
  words: v.optional(WordsRefSchema),
  by: v.picklist(['text', 'page']),
  at: InstantSchema,
});

/** The questions put to a customer after one visit. */
export const SurveySchema = v.object({
  dealerId: v.string(),
  customerId: v.string(),
  callbackId: v.string(),
  visitId: v.string(),
  handsetId: v.string(),
  locale: localeSchema,
  status: v.picklist(['asked', 'repeated', 'unclear', 'silent', 'answered']),
  /** When silence is recorded as such (R36). */
  silentAt: InstantSchema,
  /** How often the question was put again because a reply was unclear. */
  repeats: v.number(),
  /** Whether the time for an answer ran out before one came. */
  fellSilent: v.optional(v.boolean()),
  score: v.optional(score),
  /** The words of the answer, or else of the newest reply. */
  words: v.optional(WordsRefSchema),
  /** The words of replies before the answer, which a person or a complaint is still to read. */
  unread: v.optional(v.array(WordsRefSchema), []),
  /** Replies that were taken in, so that one delivered twice counts once. */
  repliesRead: v.array(v.string()),
  /** The name of the questionnaire whose questions it puts. */
  questionnaire: v.optional(v.string()),
  /** What is asked by text once the overall question is answered, in this order. */
  further: v.optional(v.array(FurtherSchema)),
  /** The one of them that waits for its answer. */
  pending: v.optional(v.string()),
  /** The answers beside the overall one, by question. */
  answers: v.optional(v.record(v.string(), AnswerSchema)),
});
export type Survey = v.InferOutput<typeof SurveySchema>;
export type SurveySubject = Pick<
  Survey,
  'dealerId' | 'customerId' | 'callbackId' | 'visitId' | 'handsetId' | 'locale'
>;

/** A text of a survey. */
export function textFor(
  subject: SurveySubject,
  surveyId: string,
  template: TemplateName,
  asks?: Asks,
): TextRequest {
  const { handsetId: to, locale } = subject;
  return { to, template, locale, purpose: 'service', conversation: { kind: 'survey', id: surveyId }, asks };
}

/** What every event of a survey is about. */
export function about({ callbackId, visitId }: SurveySubject) {
  return { callbackId, visitId };
}

/** Which dealer and customer it is filed under. */
export function filedUnder({
  dealerId,
  customerId,
}: SurveySubject): Pick<NewEvent, 'dealerId' | 'customerId'> {
  return { dealerId, customerId };
}
