import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import { consentWays } from '../events/consents.ts';
import type { Basis } from '../events/messages.ts';
import { type Purpose, purposes } from '../events/text-request.ts';
import { WordsRefSchema } from '../events/words.ts';
import { notPossible } from '../platform/problem.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';
import type { Handset } from './handset.ts';

/** The newest that a customer told staff of one company about texts for one purpose, and how it can be proven. */
export const ConsentSchema = v.object({
  handsetId: v.string(),
  purpose: v.picklist(purposes),
  channel: v.literal('sms'),
  legalEntity: v.string(),
  given: v.boolean(),
  /** When the customer said so. */
  at: InstantSchema,
  how: v.picklist(consentWays),
  notedBy: v.string(),
  dealerId: v.string(),
  customerId: v.string(),
  wording: WordsRefSchema,
});
export type Consent = v.InferOutput<typeof ConsentSchema>;

/**
 * Notes what a customer told staff; nothing where this very request was noted before. Throws a 409 problem where the
 * customer said otherwise since, and where staff would opt somebody in again who opted out: only their own text does.
 */
export function note(
  known: Consent | undefined,
  told: Consent,
  handset: Handset | undefined,
  wording: Attachment,
): Change<Consent> | undefined {
  if (known?.wording.key === told.wording.key) return undefined;
  if (known && known.at > told.at)
    throw notPossible(`The customer has said something newer, on ${known.at}; see the proof of it.`);
  if (told.given && handset?.optedOut)
    throw notPossible(
      'This phone has opted out of all texts. Only a text from it, such as START, takes that back.',
    );
  if (told.given && known && !known.given && !isLifted(known, handset))
    throw notPossible(
      `The customer wanted no such texts any more, on ${known.at}. Only a text from their phone, such as START, takes that back.`,
    );
  const { handsetId, purpose, channel, legalEntity, how, dealerId, customerId } = told;
  return {
    state: told,
    events: [
      {
        name: told.given ? 'consent.given' : 'consent.withdrawn',
        dealerId,
        customerId,
        facts: { handsetId, purpose, channel, legalEntity, how, wording: told.wording },
      },
    ],
    attached: [wording],
  };
}

/** Whether the customer's own text has taken a withdrawal back. */
function isLifted(withdrawn: Pick<Consent, 'at'>, handset: Handset | undefined): boolean {
  return handset !== undefined && !handset.optedOut && handset.since > withdrawn.at;
}

/** All that is known of whether a phone may be texted for a purpose; each with the event or visit that tells it. */
export interface ConsentFacts {
  readonly handset?: { readonly state: Handset; readonly ground: string } | undefined;
  readonly noted?: { readonly state: Pick<Consent, 'given' | 'at'>; readonly ground: string } | undefined;
  /** What the newest visit that spoke of it told. */
  readonly told?: { readonly given: boolean; readonly at: Instant; readonly ground: string } | undefined;
}

/** Whether a text for a purpose is permitted, and what that rests on. */
export interface Standing {
  readonly permitted: boolean;
  readonly basis: Basis;
}

/**
 * Whether a phone may be texted for a purpose. An opt-out beats everything; so does a withdrawal until the customer's
 * own text lifts it, and a consent from before it counts no more. A service text about an own visit rests on the
 * contract; care and marketing need the newest word, noted by staff or told by a visit, to be a consent.
 */
export function standingOf(purpose: Purpose, { handset, noted, told }: ConsentFacts): Standing {
  if (handset?.state.optedOut) return against('opted-out', handset.ground);
  const withdrawn = noted && !noted.state.given ? noted : undefined;
  if (withdrawn && !isLifted(withdrawn.state, handset?.state)) return against('withdrawn', withdrawn.ground);
  if (purpose === 'service') return { permitted: true, basis: { kind: 'contract' } };
  const words = [
    ...(noted && !withdrawn ? [{ ...noted.state, ground: noted.ground }] : []),
    ...(told && (!withdrawn || told.at > withdrawn.state.at) ? [told] : []),
  ];
  const newest = words.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  if (!newest) return against('no-consent');
  if (!newest.given) return against('refused', newest.ground);
  return { permitted: true, basis: { kind: 'consent', ground: newest.ground } };
}

function against(kind: Basis['kind'], ground?: string): Standing {
  return { permitted: false, basis: { kind, ...(ground && { ground }) } };
}
