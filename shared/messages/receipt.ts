import * as v from 'valibot';
import type { undeliveredReasons } from '../events/messages.ts';

/**
 * What SNS writes into its log when a carrier tells what became of a text. Who it was for stands there too, and is not
 * read: the message id leads to the text.
 */
export const ReceiptSchema = v.object({
  notification: v.object({ messageId: v.string() }),
  delivery: v.object({ providerResponse: v.optional(v.string(), '') }),
  status: v.picklist(['SUCCESS', 'FAILURE']),
});
export type Receipt = v.InferOutput<typeof ReceiptSchema>;

/** What a receipt says of a text: it arrived, or it did not, and why. */
export type Arrival =
  | { readonly outcome: 'delivered' }
  | {
      readonly outcome: 'undelivered';
      readonly reason: (typeof undeliveredReasons)[number];
    };

/** What a receipt says, by SNS's list of provider responses; a response that is not on it tells no more than failure. */
export function arrivalOf({ status, delivery }: Receipt): Arrival {
  if (status === 'SUCCESS') return { outcome: 'delivered' };
  const found = responses.find(([words]) => words.test(delivery.providerResponse));
  return { outcome: 'undelivered', reason: found?.[1] ?? 'unknown' };
}

const responses: readonly (readonly [RegExp, (typeof undeliveredReasons)[number]])[] = [
  [/invalid phone number/i, 'invalid-number'],
  [/opted out|has blocked sms|on a blocked list|on a denied list/i, 'blocked'],
  [/unreachable|unavailable|attempting to reach phone/i, 'unreachable'],
  [/spam|message body|max price|quota/i, 'refused'],
];

/** What counts more the more it is worth: an arrival is a fact, and a number that does not exist stays so. */
const worth: Readonly<Record<'delivered' | (typeof undeliveredReasons)[number], number>> = {
  unknown: 1,
  unreachable: 2,
  refused: 3,
  blocked: 4,
  'invalid-number': 5,
  delivered: 6,
};

/** Whether a receipt says more than what is known, so that receipts in any order end the same. */
export function saysMore(arrival: Arrival, known: Arrival | undefined): boolean {
  return worthOf(arrival) > (known ? worthOf(known) : 0);
}

function worthOf(arrival: Arrival): number {
  return worth[arrival.outcome === 'delivered' ? 'delivered' : arrival.reason];
}
