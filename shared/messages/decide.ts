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
  readonly consent: { readonly service?: boolean; readonly care?: boolean; readonly marketing?: boolean };
  readonly phone?: string;
}

export type Decision =
  | { readonly kind: 'send'; readonly phone: string }
  | { readonly kind: 'hold'; readonly until: Instant }
  | { readonly kind: 'withhold'; readonly reason: (typeof withholdReasons)[number] };

const staleAfterHours = 24;

/**
 * Whether a text goes now, waits or stays (R12, R13, decision 2): an opt-out beats all but its own confirmation, care
 * and marketing need consent given for them, quiet hours hold back, and what waited too long no longer makes sense.
 */
export function decideSending(facts: SendingFacts, dealer: Dealer, now: Instant): Decision {
  const { request, phone } = facts;
  if (!phone) return { kind: 'withhold', reason: 'no-number' };
  // The confirmation answers what the customer just asked for, and must go out although the number is blocked.
  if (request.template === 'opt-out.confirmed') return { kind: 'send', phone };
  if (facts.optedOut) return { kind: 'withhold', reason: 'opted-out' };
  if (!isPermitted(request.purpose, facts.consent)) return { kind: 'withhold', reason: 'no-consent' };
  if (later(facts.askedAt, { hours: staleAfterHours }) < now)
    return { kind: 'withhold', reason: 'out-of-date' };
  const { sendingWindow } = dealer.settings;
  const { zone } = dealer.calendar;
  if (maySendAt(sendingWindow, zone, now)) return { kind: 'send', phone };
  return { kind: 'hold', until: nextSendingMoment(sendingWindow, zone, now) };
}

/** Absent consent permits the follow-up of a visit and nothing else. */
function isPermitted(purpose: TextRequest['purpose'], consent: SendingFacts['consent']): boolean {
  return purpose === 'service' ? consent.service !== false : consent[purpose] === true;
}
