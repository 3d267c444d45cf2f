import type { Dealer } from '../dealers/dealer.ts';
import type { withholdReasons } from '../events/messages.ts';
import type { TextRequest } from '../events/text-request.ts';
import { type Instant, later } from '../platform/time.ts';
import { maySendAt, nextSendingMoment } from './quiet-hours.ts';

/** All that decides whether a text may go now. */
export interface SendingFacts {
  readonly request: TextRequest;
  readonly askedAt: Instant;
  readonly optedOut: boolean;
  readonly consent: { readonly care?: boolean; readonly marketing?: boolean };
  /** Whether the conversation still wants what the text says; a text that waited may have been overtaken. */
  readonly isOvertaken: boolean;
  readonly phone?: string;
  /** Whether somebody has paused the texts of the dealer or the group. */
  readonly isPaused?: boolean;
}

export type Decision =
  | { readonly kind: 'send'; readonly phone: string }
  | { readonly kind: 'hold'; readonly until: Instant; readonly because: 'quiet-hours' | 'paused' }
  | { readonly kind: 'withhold'; readonly reason: (typeof withholdReasons)[number] };

const staleAfterHours = 24;

/**
 * Whether a text goes now, waits or stays (R12, R13, decision 2): an opt-out beats all but its own confirmation, care
 * and marketing need consent given for them, a pause and quiet hours hold back, and what waited too long no longer makes
 * sense. A sandbox dealer texts nobody.
 */
export function decideSending(facts: SendingFacts, dealer: Dealer, now: Instant): Decision {
  const { request, phone } = facts;
  if (!phone) return { kind: 'withhold', reason: 'no-number' };
  if (dealer.settings.sandbox) return { kind: 'withhold', reason: 'sandbox' };
  // The confirmation answers what the customer just asked for: neither the block that it tells of nor a pause stops it.
  if (request.template === 'opt-out.confirmed') return { kind: 'send', phone };
  if (facts.optedOut) return { kind: 'withhold', reason: 'opted-out' };
  if (!isPermitted(request.purpose, facts.consent)) return { kind: 'withhold', reason: 'no-consent' };
  const isStale = later(facts.askedAt, { hours: staleAfterHours }) < now;
  if (isStale || facts.isOvertaken) return { kind: 'withhold', reason: 'out-of-date' };
  // It is due at once: the next sweep after the pause asks again.
  if (facts.isPaused) return { kind: 'hold', until: now, because: 'paused' };
  const { sendingWindow } = dealer.settings;
  const { zone } = dealer.calendar;
  if (maySendAt(sendingWindow, zone, now)) return { kind: 'send', phone };
  return { kind: 'hold', until: nextSendingMoment(sendingWindow, zone, now), because: 'quiet-hours' };
}

/** Whether a visit may be followed up was judged when it was planned; anything else needs consent given for it. */
function isPermitted(purpose: TextRequest['purpose'], consent: SendingFacts['consent']): boolean {
  return purpose === 'service' || consent[purpose] === true;
}
