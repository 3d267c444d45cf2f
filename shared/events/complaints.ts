import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { WordsRefSchema } from './words.ts';

export const severities = ['ordinary', 'complex', 'major'] as const;

const clock = { level: v.number(), assigneeId: v.optional(v.string()), dueAt: InstantSchema };

/** Somebody objected, protested or demanded (R40), in the words referred to. */
export const ComplaintOpened = eventSchema('complaint.opened', {
  number: v.string(),
  source: v.string(),
  /** The visit after which the customer was asked, where that led to it. */
  visitId: v.optional(v.string()),
  severity: v.picklist(severities),
  words: WordsRefSchema,
  ...clock,
});
/** The customer added something. */
export const ComplaintWordsAdded = eventSchema('complaint.words-added', {
  words: WordsRefSchema,
  severity: v.picklist(severities),
});
/** Nobody reacted in time: the next level must (R49, R50). */
export const ComplaintEscalated = eventSchema('complaint.escalated', clock);
/** Another person must act, since whoever had to has left; the time goes on. */
export const ComplaintReassigned = eventSchema('complaint.reassigned', {
  reason: v.picklist(['staff-left']),
  formerId: v.string(),
  ...clock,
});
/** Staff say that it is solved; the customer is asked (R48). */
export const ComplaintSolutionProposed = eventSchema('complaint.solution-proposed', {
  resolution: WordsRefSchema,
  askAgainAt: InstantSchema,
});
/** No clear answer yet: the customer is asked again. */
export const ComplaintAskedAgain = eventSchema('complaint.asked-again', {
  reason: v.picklist(['silent', 'unclear']),
  askAgainAt: InstantSchema,
});
/** Neither text brought a clear answer: a person asks the customer. */
export const ComplaintHanded = eventSchema('complaint.handed', {
  reason: v.picklist(['silent', 'unclear', 'not-sent']),
  ...clock,
});
/** The customer says that it is solved. Nothing else closes a complaint (decision 7). */
export const ComplaintClosed = eventSchema('complaint.closed', {
  words: WordsRefSchema,
  firstAttempt: v.boolean(),
});
/** The customer says that it is not solved. */
export const ComplaintReopened = eventSchema('complaint.reopened', { words: WordsRefSchema, ...clock });
