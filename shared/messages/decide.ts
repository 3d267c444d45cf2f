import type { Dealer } from '../dealers/dealer.ts';
import type { Basis, withholdReasons } from '../events/messages.ts';
import type { TextRequest } from '../events/text-request.ts';
import { type Instant, later } from '../platform/time.ts';
import type { Standing } from './consent.ts';
import { lawfulWindow, maySendAt, nextSendingMoment } from './quiet-hours.ts';
import { zoneOfRecipient } from './recipient-zone.ts';

/** All that decides whether a text may go now. */
export interface SendingFacts {
  readonly request: TextRequest;
  readonly askedAt: Instant;
  /** Whether the recipient may be texted for the purpose. */
  readonly standing: Standing;
  /** How many parts the dealer has sent this month, and how many it may, where a budget stands against the text. */
  readonly spending?: { readonly spent: number; readonly limit: number } | undefined;
  /** How many texts of the last seven days count, where this one does. */
  readonly sentThisWeek?: number | undefined;
  /** Whether the conversation still wants what the text says; a text that waited may have been overtaken. */
  readonly isOvertaken: boolean;
  readonly phone?: string | undefined;
  /** Whether somebody has paused the texts of the dealer or the group. */
  readonly isPaused?: boolean;
}

/** Why a text stays, with what that rests on. */
export interface Withholding {
  readonly reason: (typeof withholdReasons)[number];
  readonly basis?: Basis;
  readonly limit?: number;
}

export type Decision =
  | { readonly kind: 'send'; readonly phone: string }
  | { readonly kind: 'hold'; readonly until: Instant; readonly because: 'quiet-hours' | 'paused' }
  | ({ readonly kind: 'withhold' } & Withholding);

const staleAfterHours = 24;

/**
 * Whether a text goes now, waits or stays (R12, R13, decision 2): an opt-out beats all but its own confirmation, care
 * and marketing need consent given for them, a pause and the recipient's quiet hours hold back, what waited too long no
 * longer makes sense, nobody gets more texts in a week than the cap, and no dealer sends more in a month than its
 * budget. A sandbox dealer texts nobody but the numbers that it lists.
 */
export function decideSending(facts: SendingFacts, dealer: Dealer, now: Instant): Decision {
  const { request, phone, standing } = facts;
  if (!phone) return { kind: 'withhold', reason: 'no-number' };
  const { sandbox, sandboxNumbers } = dealer.settings;
  if (sandbox && !sandboxNumbers.includes(phone)) return { kind: 'withhold', reason: 'sandbox' };
  // The confirmation answers what the customer just asked for: neither the block that it tells of nor a pause stops it.
  if (request.template === 'opt-out.confirmed') return { kind: 'send', phone };
  if (!standing.permitted) return withheldFor(standing.basis);
  const isStale = later(facts.askedAt, { hours: staleAfterHours }) < now;
  if (isStale || facts.isOvertaken) return { kind: 'withhold', reason: 'out-of-date' };
  // It is due at once: the next sweep after the pause asks again.
  if (facts.isPaused) return { kind: 'hold', until: now, because: 'paused' };
  // Quiet hours are the customers': superiors are told of a major complaint at once (R52).
  if (request.template === 'staff.major-complaint') return { kind: 'send', phone };
  const { sendingWindow, textsPerWeek } = dealer.settings;
  const window = lawfulWindow(sendingWindow, request.purpose);
  const zone = zoneOfRecipient(phone, dealer.calendar.zone);
  if (!maySendAt(window, zone, now))
    return { kind: 'hold', until: nextSendingMoment(window, zone, now), because: 'quiet-hours' };
  if ((facts.sentThisWeek ?? 0) >= textsPerWeek)
    return { kind: 'withhold', reason: 'weekly-cap', limit: textsPerWeek };
  if (facts.spending && facts.spending.spent >= facts.spending.limit)
    return { kind: 'withhold', reason: 'budget-spent', limit: facts.spending.limit };
  return { kind: 'send', phone };
}

function withheldFor(basis: Basis): Decision {
  const hasLeft = basis.kind === 'opted-out' || basis.kind === 'withdrawn';
  return { kind: 'withhold', reason: hasLeft ? 'opted-out' : 'no-consent', basis };
}
