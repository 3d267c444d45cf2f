import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { AsksSchema, ConversationSchema, purposes } from './text-request.ts';
import { WordsRefSchema } from './words.ts';

/** Why a text was not sent. */
export const withholdReasons = [
  'opted-out',
  'no-consent',
  'no-number',
  'refused-by-carrier',
  'out-of-date',
  'sandbox',
  'weekly-cap',
  'budget-spent',
] as const;

/**
 * What a decision to text or not rests on: the contract about an own visit or a consent, or what stands against it.
 * `ground` is the event, or the visit, that tells it.
 */
export const BasisSchema = v.object({
  kind: v.picklist(['contract', 'consent', 'opted-out', 'withdrawn', 'refused', 'no-consent']),
  ground: v.optional(v.string()),
});
export type Basis = v.InferOutput<typeof BasisSchema>;

/** Why a text did not arrive, as its carrier tells it afterwards. */
export const undeliveredReasons = ['invalid-number', 'blocked', 'refused', 'unreachable', 'unknown'] as const;

const about = {
  handsetId: v.string(),
  template: v.string(),
  purpose: v.optional(v.picklist(purposes)),
  conversation: v.optional(ConversationSchema),
  asks: v.optional(AsksSchema),
};

/** A text left for the customer's phone. */
export const MessageSent = eventSchema('message.sent', {
  ...about,
  words: WordsRefSchema,
  parts: v.number(),
  /** The version of the dealer's own wording; without one it was worded as built in. */
  wording: v.optional(v.number()),
  basis: v.optional(BasisSchema),
});
/** It is quiet hours where the customer is, or texts are paused; the text waits, until the moment at the earliest. */
export const MessageHeld = eventSchema('message.held', {
  ...about,
  until: InstantSchema,
  because: v.optional(v.picklist(['quiet-hours', 'paused'])),
});
/** The wait is over. Repeats the request to send it, which is then judged anew. */
export const MessageReleased = eventSchema('message.released', { ...about, askedBy: v.string() });
/** The text is not sent, and this is why. */
export const MessageWithheld = eventSchema('message.withheld', {
  ...about,
  reason: v.picklist(withholdReasons),
  basis: v.optional(BasisSchema),
  /** How many texts a week, or parts a month, there may be, where it is for that. */
  limit: v.optional(v.number()),
});
/** It was handed over for sending, but nobody knows whether it left; it is never repeated. */
export const MessageUnconfirmed = eventSchema('message.unconfirmed', {
  ...about,
  /** The name of the sender's error, where there was one. */
  failure: v.optional(v.string()),
});
/** The carrier tells that it arrived. */
export const MessageDelivered = eventSchema('message.delivered', about);
/** The carrier tells that it did not arrive, and why. It is never repeated. */
export const MessageUndelivered = eventSchema('message.undelivered', {
  ...about,
  reason: v.picklist(undeliveredReasons),
});
/** The customer wrote. `keyword` is set when the words are an opt-out or opt-in; one that answers as well has its conversation. */
export const MessageReceived = eventSchema('message.received', {
  handsetId: v.string(),
  inboundMessageId: v.string(),
  words: WordsRefSchema,
  keyword: v.optional(v.picklist(['opt-out', 'opt-in'])),
  /** Whether no open question asked for the words, or an opt-out holds more than itself: a person reads them. */
  unasked: v.optional(v.boolean()),
  conversation: v.optional(ConversationSchema),
  asks: v.optional(AsksSchema),
  question: v.optional(v.string()),
  /** Whether the words answer another open question just as well: they answer neither. */
  ambiguous: v.optional(v.boolean()),
});
/** The customer wants no more texts. */
export const HandsetOptedOut = eventSchema('handset.opted-out', { handsetId: v.string() });
/** The customer wants texts again. */
export const HandsetOptedIn = eventSchema('handset.opted-in', { handsetId: v.string() });
