import * as v from 'valibot';
import { eventSchema } from './envelope.ts';
import { WordsRefSchema } from './words.ts';

const subject = { callbackId: v.string(), visitId: v.string() };

/** The customer is asked how satisfied they are (R29). */
export const SurveyAsked = eventSchema('survey.asked', { ...subject, question: v.string() });
/** The reply was unclear; the question is asked once more, with a hint. */
export const SurveyRepeated = eventSchema('survey.repeated', {
  ...subject,
  question: v.string(),
  words: v.optional(WordsRefSchema),
});
/** The customer answered. `remark` says that the words hold more than the score. */
export const SurveyAnswered = eventSchema('survey.answered', {
  ...subject,
  score: v.picklist([1, 2, 3, 4, 5]),
  late: v.boolean(),
  /** How it was given, where not by text. */
  by: v.optional(v.picklist(['phone'])),
  remark: v.optional(v.boolean()),
  words: WordsRefSchema,
});
/** What the customer wrote is no answer, and too grave or too late to ask again: a person reads it. */
export const SurveyUnclear = eventSchema('survey.unclear', { ...subject, words: WordsRefSchema });
/** The customer wrote on after having answered. */
export const SurveyRemarked = eventSchema('survey.remarked', {
  ...subject,
  score: v.picklist([1, 2, 3, 4, 5]),
  remark: v.optional(v.boolean()),
  words: WordsRefSchema,
});
/** No answer came in time. Silence is a state of its own, never satisfaction (R36). */
export const SurveySilent = eventSchema('survey.silent', subject);
