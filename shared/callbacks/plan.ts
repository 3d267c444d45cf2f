import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import { isOpenDay, nextWorkingMoment } from '../dealers/working-hours.ts';
import type { skipReasons } from '../events/callbacks.ts';
import { nextSendingMoment } from '../messages/quiet-hours.ts';
import { addDays, type Instant, instantAt, latest, localDate, LocalTimeSchema } from '../platform/time.ts';

/** What the plan must know of a visit. */
export interface VisitFacts {
  readonly status: 'open' | 'closed' | 'delivered' | 'void';
  readonly deliveredAt?: Instant;
  readonly receivedAt: Instant;
  /** Whether only an import of history has told of it. */
  readonly isHistory?: boolean;
  readonly contact: {
    readonly method?: 'text' | 'call' | 'none';
    readonly time?: { readonly from: Instant; readonly until: Instant };
    readonly serviceConsent?: boolean;
  };
}

/** Which rule set the moment: agreed at the desk, the day after delivery, an open morning, or late arrival. */
export type PlanRule = 'agreed-time' | 'day-after-delivery' | 'closed-days' | 'received-late';

/** When and how a customer is to be asked, or why not; `wait` while the vehicle is not delivered. */
export type Plan =
  | { readonly kind: 'ask'; readonly channel: 'text' | 'call'; readonly at: Instant; readonly rule: PlanRule }
  | { readonly kind: 'skip'; readonly reason: (typeof skipReasons)[number] }
  | { readonly kind: 'wait' };

const dayLimit = 3; // R11
const midnight = v.parse(LocalTimeSchema, '00:00');

/**
 * When and how the customer of a visit is asked (R11, R12, decision 3). What was agreed at the desk beats the default:
 * a text on the day after delivery. Texts may go on closed days within sending hours; calls only in working hours,
 * and if all three days are closed, on the first open morning.
 */
export function planCallback(visit: VisitFacts, dealer: Dealer): Plan {
  if (visit.status === 'void') return { kind: 'skip', reason: 'void' };
  if (visit.status !== 'delivered' || !visit.deliveredAt) return { kind: 'wait' };
  if (visit.isHistory) return { kind: 'skip', reason: 'imported-history' };
  if (visit.contact.method === 'none') return { kind: 'skip', reason: 'declined-contact' };
  if (visit.contact.serviceConsent === false) return { kind: 'skip', reason: 'no-consent' };

  const { zone } = dealer.calendar;
  const agreed = agreedTime(visit, visit.deliveredAt);
  const delivered = localDate(visit.deliveredAt, zone);
  const arrived = localDate(visit.receivedAt, zone);
  const tooLate = arrived > addDays(delivered, dealer.settings.askWithinDays);
  // A revision may arrive late, but what was agreed for a day still to come is kept.
  if (tooLate && !(agreed && agreed > visit.receivedAt)) return { kind: 'skip', reason: 'received-late' };

  const channel = visit.contact.method === 'call' ? 'call' : 'text';
  const from = (wanted: Instant) => permittedMoment(channel, latest(wanted, visit.receivedAt), dealer);
  if (agreed) return { kind: 'ask', channel, at: from(agreed), rule: 'agreed-time' };
  const [dayAfter, lastDay] = [addDays(delivered, 1), addDays(delivered, dayLimit)];
  const usual = from(instantAt(dayAfter, dealer.settings.askAt, zone));
  // Where the usual time of day breaks the limit, hours that lie before it may still keep it.
  const at = localDate(usual, zone) <= lastDay ? usual : from(instantAt(dayAfter, midnight, zone));
  return { kind: 'ask', channel, at, rule: ruleOf() };

  function ruleOf(): PlanRule {
    if (localDate(at, zone) <= lastDay) return 'day-after-delivery';
    if (arrived > lastDay || channel === 'text') return 'received-late';
    const closed = [1, 2, 3].every((n) => !isOpenDay(dealer.calendar, addDays(delivered, n)));
    return closed ? 'closed-days' : 'received-late';
  }
}

/** When the customer agreed to be asked; a span that was over before the vehicle was delivered no longer counts. */
function agreedTime({ contact }: VisitFacts, deliveredAt: Instant): Instant | undefined {
  return contact.time && contact.time.until > deliveredAt ? contact.time.from : undefined;
}

/** The first moment from a time on at which a dealer may ask by a channel. */
export function permittedMoment(channel: 'text' | 'call', from: Instant, dealer: Dealer): Instant {
  if (channel === 'call') return nextWorkingMoment(dealer.calendar, from);
  return nextSendingMoment(dealer.settings.sendingWindow, dealer.calendar.zone, from);
}
