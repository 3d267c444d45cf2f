import * as v from 'valibot';
import { eventSchema } from './envelope.ts';
import { WordsRefSchema } from './words.ts';

const subject = { callbackId: v.string(), visitId: v.string() };

/** What questions are about: the whole (R29), what must be right (R33), what delights (R34), what weighs (R35), R37, R31. */
export const aspects = [
  'overall',
  'hygiene',
  'satisfier',
  'negative',
  'attribution',
  'fairness',
  'competition',
  'open',
] as const;

export const answerKinds = ['five-level', 'yes-no', 'choice', 'open'] as const;

/** Why a question is put: it always is, the visit gives cause to, or it is its turn. */
export const questionReasons = ['always', 'visit', 'cycle'] as const;

/**
 * The customer is asked how satisfied they are (R29). `chosen` are all questions of the survey by text, with why; `draw`
 * lets anybody repeat how they were chosen (R30).
 */
export const SurveyAsked = eventSchema('survey.asked', {
  ...subject,
  question: v.string(),
  questionnaire: v.optional(v.string()),
  chosen: v.optional(v.array(v.object({ id: v.string(), because: v.picklist(questionReasons) }))),
  draw: v.optional(v.object({ seed: v.string(), share: v.number(), cycle: v.number(), drawn: v.boolean() })),
});
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
  by: v.optional(v.picklist(['phone', 'page'])),
  remark: v.optional(v.boolean()),
  words: WordsRefSchema,
});
/**
 * The customer answered a question beside the overall one: 1 to 5, 1 for yes and 0 for no, the number of what was chosen, or
 * in words. `low` is an opinion that must itself be answered (R14).
 */
export const SurveyQuestionAnswered = eventSchema('survey.question-answered', {
  ...subject,
  questionnaire: v.string(),
  question: v.string(),
  aspect: v.picklist(aspects),
  kind: v.picklist(answerKinds),
  by: v.picklist(['text', 'page']),
  value: v.optional(v.number()),
  low: v.boolean(),
  words: v.optional(WordsRefSchema),
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
/** A dealer has its own questionnaire from now on, in a new version. */
export const QuestionnaireStored = eventSchema('questionnaire.stored', {
  questionnaire: v.string(),
  questions: v.array(v.string()),
});
