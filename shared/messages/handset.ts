import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import type { Locale } from '../events/text-request.ts';
import type { Instant } from '../platform/time.ts';
import { InstantSchema } from '../platform/time.ts';

/** A phone that texts go to: whether its owner wants any. It holds group-wide, whatever the store. */
export const HandsetSchema = v.object({ optedOut: v.boolean(), since: InstantSchema });
export type Handset = v.InferOutput<typeof HandsetSchema>;

/** How a keyword changes a handset, and who confirms it: us by one text, or the carrier. */
export interface KeywordFacts {
  readonly handsetId: string;
  readonly keyword: 'opt-out' | 'opt-in';
  readonly at: Instant;
  readonly dealerId?: string;
  readonly customerId?: string;
  readonly locale: Locale;
  readonly confirmedBy: 'us' | 'carrier';
}

/**
 * What a keyword does: opts out with one confirmation, or in again. Nothing if it is not newer than what is known. Said
 * again it only counts as newer: a text in between that arrives late does not undo it, and an opt-in from a phone that
 * never opted out takes back what its owner told staff.
 */
export function obey(known: Handset | undefined, facts: KeywordFacts): Change<Handset> | undefined {
  const optedOut = facts.keyword === 'opt-out';
  const again = (known?.optedOut ?? false) === optedOut;
  if (known && (facts.at < known.since || (again && facts.at === known.since))) return undefined;
  const { handsetId, dealerId, customerId, locale } = facts;
  const about = { dealerId, customerId, facts: { handsetId } };
  const state = { optedOut, since: facts.at };
  if (!optedOut) return { state, events: [{ name: 'handset.opted-in', ...about }] };
  // Without a dealer nobody ever wrote to this phone, and nobody could sign the confirmation.
  const text =
    !again && facts.confirmedBy === 'us' && dealerId
      ? ({ to: handsetId, template: 'opt-out.confirmed', locale, purpose: 'service' } as const)
      : undefined;
  return { state, events: [{ name: 'handset.opted-out', ...about, text }] };
}
