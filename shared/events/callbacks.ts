import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { lessons, ScriptRefSchema } from './scripts.ts';
import { systems } from './vehicles.ts';
import { WordsRefSchema } from './words.ts';

export const channels = ['text', 'call'] as const;

/** The classes of customers that are contacted differently (R13); important (R60) and quality (R57) never mean the same. */
export const customerClasses = ['important', 'quality', 'ordinary'] as const;
export type CustomerClass = (typeof customerClasses)[number];

/** Who is to call: a manager (R61), the advisor who received the visit (R17), or customer service. */
export const callers = ['manager', 'receiving-advisor', 'customer-service'] as const;
export type Caller = (typeof callers)[number];

/** What chose the channel: the customer at the desk, or what the dealer has set for the class of the customer. */
export const channelRules = [
  'agreed-method',
  'important-customer',
  'quality-customer',
  'ordinary-customer',
] as const;

/** Why a plan is as it is, besides the rule that set its moment. */
export const BecauseSchema = v.object({
  class: v.picklist(customerClasses),
  channel: v.picklist(channelRules),
  by: v.picklist(callers),
  /** The occasion and class by which a script is chosen. */
  script: v.string(),
  /** Set where the year's public holidays were not known, so that only the days of the week counted. */
  calendar: v.optional(v.literal('no-published-holidays')),
});
export type Because = v.InferOutput<typeof BecauseSchema>;

/** What was agreed at the desk (R02): the method, the span of time, or both. */
export const AgreedSchema = v.object({
  method: v.optional(v.picklist(channels)),
  from: v.optional(InstantSchema),
  until: v.optional(InstantSchema),
});
export type Agreed = v.InferOutput<typeof AgreedSchema>;

/** Why a visit is not asked after; each visit is asked, or not asked with exactly one of these. */
export const skipReasons = [
  'declined-contact',
  'no-consent',
  'received-late',
  'recently-asked',
  'imported-history',
  'void',
  'erased',
] as const;

/** Why a person is to call although a text was planned or tried. */
export const handReasons = [
  'silent',
  'unclear',
  'opted-out',
  'not-sent',
  'asked-for-call',
  'unreachable',
] as const;

/** Why another person is to call than before. */
export const reassignReasons = ['staff-left', 'staff-absent', 'handed-over'] as const;

export const outcomes = [
  'reached',
  'no-answer',
  'refused',
  'wrong-number',
  'not-in-service',
  'call-again',
  'letter-sent',
] as const;

/** What is tried after calls that nobody answered: a text, then a letter. */
export const rungs = ['text', 'letter'] as const;

/** How a customer's words were verified with them: read back on the phone, or by a text that repeats them. */
export const verifications = ['read-back', 'by-text'] as const;

export const scores = [1, 2, 3, 4, 5] as const;

export const closings = [
  'answered',
  'reached',
  'refused',
  'unreachable',
  'wrong-number',
  'not-in-service',
  'silent',
  'void',
  'no-longer-open',
  'erased',
] as const;

/** What a customer says is to become of safety-relevant work that was put off (R23). */
export const deferredAnswers = ['booked', 'ask-again', 'done-elsewhere', 'refused'] as const;

/** One item that was put off, by the visit and its place there, and what the customer said of it. */
export const DeferredAnswerSchema = v.object({
  visitId: v.string(),
  item: v.number(),
  answer: v.picklist(deferredAnswers),
  words: v.optional(WordsRefSchema),
  /** From when it may be asked about again. */
  againAt: v.optional(InstantSchema),
});
export type DeferredAnswer = v.InferOutput<typeof DeferredAnswerSchema>;

const visit = { visitId: v.optional(v.string()) };
const plan = {
  ...visit,
  channel: v.picklist(channels),
  rule: v.string(),
  dueAt: InstantSchema,
  because: v.optional(BecauseSchema),
  agreed: v.optional(AgreedSchema),
};

/** When and how the customer will be asked, and which rule says so. */
export const CallbackPlanned = eventSchema('callback.planned', plan);
/** The visit changed, and with it the plan; `movedFrom` where it had another moment before. */
export const CallbackReplanned = eventSchema('callback.replanned', {
  ...plan,
  movedFrom: v.optional(InstantSchema),
});
/** The vehicle is not delivered after all; the plan waits for news. */
export const CallbackWithdrawn = eventSchema('callback.withdrawn', visit);
/** The customer is not asked after this visit, with the one reason why. */
export const CallbackSkipped = eventSchema('callback.skipped', {
  ...visit,
  reason: v.picklist(skipReasons),
});
/** The moment has come: the customer is asked now, by this channel, for these reasons. */
export const CallbackOpened = eventSchema('callback.opened', {
  ...visit,
  channel: v.picklist(channels),
  rule: v.string(),
  because: v.optional(BecauseSchema),
  assigneeId: v.optional(v.string()),
  assignedBy: v.string(),
});
/** A person is to call, since the text did not lead to an answer. */
export const CallbackHanded = eventSchema('callback.handed', {
  reason: v.picklist(handReasons),
  assigneeId: v.optional(v.string()),
  assignedBy: v.string(),
});
/** Another person is to call, since whoever was to has left or is away, or a colleague handed it over with these words. */
export const CallbackReassigned = eventSchema('callback.reassigned', {
  reason: v.picklist(reassignReasons),
  formerId: v.optional(v.string()),
  note: v.optional(WordsRefSchema),
  assigneeId: v.optional(v.string()),
  assignedBy: v.string(),
});

const PromisedSchema = v.object({
  id: v.string(),
  what: WordsRefSchema,
  ownerId: v.string(),
  dueAt: InstantSchema,
});
const BookingSchema = v.object({
  id: v.string(),
  from: InstantSchema,
  until: v.optional(InstantSchema),
  work: v.array(v.picklist(systems)),
  note: v.optional(WordsRefSchema),
});

/** A person tried to reach the customer. */
export const CallbackAttempted = eventSchema('callback.attempted', {
  outcome: v.picklist(outcomes),
  attempt: v.number(),
  againAt: v.optional(InstantSchema),
  /** The script that the caller was shown, and what the conversation taught anew. */
  script: v.optional(ScriptRefSchema),
  learnt: v.optional(v.array(v.picklist(lessons))),
  /** Calling is over for now, and a text goes out in its place. */
  rung: v.optional(v.picklist(rungs)),
  words: v.optional(WordsRefSchema),
  verified: v.optional(v.picklist(verifications)),
  /** The customer's answer to the survey, told to a caller who did not serve them (decision 1). */
  score: v.optional(v.picklist(scores)),
  /** Whether anything was agreed: what the caller promised, and which appointment the customer asked for. */
  agreed: v.optional(v.boolean()),
  promises: v.optional(v.array(PromisedSchema)),
  booking: v.optional(BookingSchema),
  /** What is to become of safety-relevant work that was put off; `safety` where the work has a callback of its own. */
  safety: v.optional(v.boolean()),
  deferred: v.optional(v.array(DeferredAnswerSchema)),
});
/** The customer said in another conversation what is to become of the work that this callback asks after (R23). */
export const CallbackDeferredHeard = eventSchema('callback.deferred-heard', {
  answers: v.array(v.picklist(deferredAnswers)),
});
/** It is this callback's turn to ask the owner of a phone about work that was put off; others wait some days (R23). */
export const CallbackTurnTaken = eventSchema('callback.turn-taken', {
  handsetId: v.string(),
  callbackId: v.string(),
});
/** The conversation is finished. */
export const CallbackClosed = eventSchema('callback.closed', {
  ...visit,
  outcome: v.picklist(closings),
});
