import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import { type Basis, undeliveredReasons, withholdReasons } from '../events/messages.ts';
import { TextRequestSchema } from '../events/text-request.ts';
import { WordsRefSchema } from '../events/words.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';
import type { Withholding } from './decide.ts';
import { type Arrival, saysMore } from './receipt.ts';

/** One text to a customer, from the event that asked for it to what became of it. */
export const TextSchema = v.object({
  request: TextRequestSchema,
  /** The event that asked for it: one event, one text. */
  askedBy: v.string(),
  askedAt: InstantSchema,
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  status: v.picklist(['held', 'released', 'sent', 'withheld', 'unconfirmed']),
  until: v.optional(InstantSchema),
  reason: v.optional(v.picklist(withholdReasons)),
  words: v.optional(WordsRefSchema),
  /** What its carrier told of it afterwards. */
  arrival: v.optional(
    v.variant('outcome', [
      v.object({ outcome: v.literal('delivered') }),
      v.object({ outcome: v.literal('undelivered'), reason: v.picklist(undeliveredReasons) }),
    ]),
  ),
});
export type Text = v.InferOutput<typeof TextSchema>;

/** What is known of a text before anything became of it. */
export type Wanted = Omit<Text, 'status' | 'until' | 'reason' | 'words' | 'arrival'>;

/** Whether anything final became of a text; a held or released one may still be sent. */
export function isFinal(text: Text | undefined): boolean {
  return text !== undefined && text.status !== 'held' && text.status !== 'released';
}

/** The text waits until a moment. Nothing if it waits already or is finished. */
export function hold(
  known: Text | undefined,
  wanted: Wanted,
  until: Instant,
  because: 'quiet-hours' | 'paused',
): Change<Text> | undefined {
  if (isFinal(known) || known?.status === 'held') return undefined;
  return {
    state: { ...wanted, status: 'held', until },
    events: [{ name: 'message.held', ...filedUnder(wanted), facts: { ...about(wanted), until, because } }],
  };
}

/** The wait of a held text is over: it is asked for again. Nothing if it is not due. */
export function release(known: Text | undefined, now: Instant): Change<Text> | undefined {
  if (known?.status !== 'held' || !known.until || known.until > now) return undefined;
  return {
    state: { ...known, status: 'released', until: undefined },
    events: [
      {
        name: 'message.released',
        ...filedUnder(known),
        facts: { ...about(known), askedBy: known.askedBy },
        text: known.request,
      },
    ],
  };
}

/** What is told of a text that left; `wording` is the version of the dealer's own, where it is one. */
interface Left {
  readonly words: NonNullable<Text['words']>;
  readonly parts: number;
  readonly wording?: number;
  readonly basis?: Basis;
}

/** The text left. Nothing if its fate is known already. */
export function sent(known: Text | undefined, wanted: Wanted, left: Left): Change<Text> | undefined {
  if (isFinal(known)) return undefined;
  return {
    state: { ...wanted, status: 'sent', words: left.words },
    events: [{ name: 'message.sent', ...filedUnder(wanted), facts: { ...about(wanted), ...left } }],
  };
}

/** The text is not sent, for one reason. Nothing if its fate is known already. */
export function withhold(
  known: Text | undefined,
  wanted: Wanted,
  { reason, basis, limit }: Withholding,
): Change<Text> | undefined {
  if (isFinal(known)) return undefined;
  const facts = { ...about(wanted), reason, ...(basis && { basis }), ...(limit && { limit }) };
  return {
    state: { ...wanted, status: 'withheld', reason },
    events: [{ name: 'message.withheld', ...filedUnder(wanted), facts }],
  };
}

/** The text was claimed, and nobody knows whether it left. Nothing if its fate is known already. */
export function unconfirmed(
  known: Text | undefined,
  wanted: Wanted,
  failure?: string,
): Change<Text> | undefined {
  if (isFinal(known)) return undefined;
  return {
    state: { ...wanted, status: 'unconfirmed' },
    events: [
      {
        name: 'message.unconfirmed',
        ...filedUnder(wanted),
        facts: { ...about(wanted), ...(failure && { failure }) },
      },
    ],
  };
}

/** The carrier tells what became of a text. Nothing if as much, or more, is known; no receipt means nothing. */
export function noteArrival(known: Text, arrival: Arrival): Change<Text> | undefined {
  if (!saysMore(arrival, known.arrival)) return undefined;
  const event =
    arrival.outcome === 'delivered'
      ? ({ name: 'message.delivered', facts: about(known) } as const)
      : ({ name: 'message.undelivered', facts: { ...about(known), reason: arrival.reason } } as const);
  return { state: { ...known, arrival }, events: [{ ...event, ...filedUnder(known) }] };
}

function about({ request }: Wanted) {
  const { to, template, purpose, conversation, asks } = request;
  return { handsetId: to, template, purpose, ...(conversation && { conversation }), ...(asks && { asks }) };
}

function filedUnder({ dealerId, customerId }: Wanted): Pick<NewEvent, 'dealerId' | 'customerId'> {
  return { dealerId, customerId };
}
