import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import { knowsHolidaysOf } from '../dealers/holiday-years.ts';
import { isOpenDay, nextWorkingMoment } from '../dealers/working-hours.ts';
import type { Agreed, Because, CustomerClass, skipReasons } from '../events/callbacks.ts';
import { nextSendingMoment } from '../messages/quiet-hours.ts';
import {
  addDays,
  type Instant,
  instantAt,
  latest,
  type LocalDate,
  localDate,
  LocalTimeSchema,
} from '../platform/time.ts';

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

/** What the plan must know beside the visit: whom it is for, and before which moment nobody can be asked any more. */
export interface PlanCircumstances {
  readonly customerClass?: CustomerClass;
  readonly notBefore?: Instant;
}

/**
 * Which rule set the moment. Agreed at the desk: kept, or not to be kept since the span was over before we could ask
 * (`passed`) or holds no moment at which we may (`closed`). By default: the day after delivery, the other day that the
 * dealer set for the class, the first open morning after closed days, or the next moment where the visit came late.
 */
export type DateRule =
  | 'agreed-time'
  | 'agreed-time-passed'
  | 'agreed-time-closed'
  | 'day-after-delivery'
  | 'day-of-class'
  | 'closed-days'
  | 'received-late';

/** When and how a customer is to be asked, and why so. */
export interface Asking {
  readonly kind: 'ask';
  readonly channel: 'text' | 'call';
  readonly at: Instant;
  readonly rule: DateRule;
  readonly because: Because;
  readonly agreed?: Agreed;
  /** The third day after delivery: until its end the first contact is in time (R11). */
  readonly lastDay: LocalDate;
}

/** How a customer is to be asked, or why not; `wait` while the vehicle is not delivered. */
export type Plan =
  | Asking
  | { readonly kind: 'skip'; readonly reason: (typeof skipReasons)[number] }
  | { readonly kind: 'wait' };

const dayLimit = 3; // R11
const midnight = v.parse(LocalTimeSchema, '00:00');

/**
 * When and how the customer of a visit is asked (R11, R12, R13, decision 3). What was agreed at the desk beats the
 * dealer's cadence for the class of the customer. Texts may go on closed days within sending hours; calls only in
 * working hours, and if all three days are closed, on the first open morning.
 */
export function planCallback(
  visit: VisitFacts,
  dealer: Dealer,
  { customerClass = 'ordinary', notBefore = visit.receivedAt }: PlanCircumstances = {},
): Plan {
  if (visit.status === 'void') return { kind: 'skip', reason: 'void' };
  if (visit.status !== 'delivered' || !visit.deliveredAt) return { kind: 'wait' };
  if (visit.isHistory) return { kind: 'skip', reason: 'imported-history' };
  if (visit.contact.method === 'none') return { kind: 'skip', reason: 'declined-contact' };
  if (visit.contact.serviceConsent === false) return { kind: 'skip', reason: 'no-consent' };

  const { zone } = dealer.calendar;
  const agreed = agreedAtDesk(visit, visit.deliveredAt);
  const delivered = localDate(visit.deliveredAt, zone);
  const tooLate = localDate(visit.receivedAt, zone) > addDays(delivered, dealer.settings.askWithinDays);
  // A revision may arrive late, but what was agreed for a day still to come is kept.
  if (tooLate && !(agreed?.from && agreed.from > visit.receivedAt))
    return { kind: 'skip', reason: 'received-late' };

  const asking = dealer.settings.cadence[customerClass];
  const channel = agreed?.method ?? asking.channel;
  const earliest = latest(visit.receivedAt, notBefore);
  const { at, rule } =
    agreed?.from && agreed.until
      ? agreedMoment({ from: agreed.from, until: agreed.until }, earliest, channel, dealer)
      : usualMoment(delivered, earliest, channel, { dealer, day: asking.day, time: asking.at });
  const days = [1, 2, 3].map((n) => addDays(delivered, n));
  const isKnown = [...days, localDate(at, zone)].every((day) => knowsHolidaysOf(dealer.calendar, day));
  return {
    kind: 'ask',
    channel,
    at,
    rule,
    because: {
      class: customerClass,
      channel: agreed?.method ? 'agreed-method' : `${customerClass}-customer`,
      by: asking.by,
      script: `after-visit.${customerClass}`,
      ...(!isKnown && { calendar: 'no-published-holidays' }),
    },
    ...(agreed && { agreed }),
    lastDay: addDays(delivered, dayLimit),
  };
}

type Moment = Pick<Asking, 'at' | 'rule'>;

/** The first permitted moment of what was agreed; after it where it holds none any more. */
function agreedMoment(
  span: { from: Instant; until: Instant },
  earliest: Instant,
  channel: 'text' | 'call',
  dealer: Dealer,
): Moment {
  const at = permittedMoment(channel, latest(span.from, earliest), dealer);
  if (at < span.until) return { at, rule: 'agreed-time' };
  return { at, rule: earliest >= span.until ? 'agreed-time-passed' : 'agreed-time-closed' };
}

/** The set time of the set day. Where that breaks the limit of three days, hours that lie before it may still keep it. */
function usualMoment(
  delivered: LocalDate,
  earliest: Instant,
  channel: 'text' | 'call',
  set: { dealer: Dealer; day: number; time: Dealer['settings']['askAt'] | undefined },
): Moment {
  const { dealer, day, time } = set;
  const { calendar, settings } = dealer;
  const lastDay = addDays(delivered, dayLimit);
  const isInTime = (at: Instant) => localDate(at, calendar.zone) <= lastDay;
  const from = (after: number, timeOfDay: typeof midnight) =>
    permittedMoment(
      channel,
      latest(instantAt(addDays(delivered, after), timeOfDay, calendar.zone), earliest),
      dealer,
    );
  const usual = from(day, time ?? settings.askAt);
  const sooner = Array.from({ length: day }, (_, n) => () => from(day - n, midnight));
  const at = isInTime(usual) ? usual : (firstOf(sooner, isInTime) ?? from(day, midnight));
  if (isInTime(at)) return { at, rule: day === 1 ? 'day-after-delivery' : 'day-of-class' };
  if (localDate(earliest, calendar.zone) > lastDay || channel === 'text')
    return { at, rule: 'received-late' };
  const closed = [1, 2, 3].every((n) => !isOpenDay(calendar, addDays(delivered, n)));
  return { at, rule: closed ? 'closed-days' : 'received-late' };
}

function firstOf(moments: readonly (() => Instant)[], fits: (at: Instant) => boolean): Instant | undefined {
  for (const moment of moments) {
    const at = moment();
    if (fits(at)) return at;
  }
  return undefined;
}

/** What the customer agreed to (R02); a span that was over before the vehicle was delivered no longer counts. */
function agreedAtDesk({ contact }: VisitFacts, deliveredAt: Instant): Agreed | undefined {
  const method = contact.method === 'none' ? undefined : contact.method;
  const span = contact.time && contact.time.until > deliveredAt ? contact.time : undefined;
  if (!method && !span) return undefined;
  return { ...(method && { method }), ...(span && { from: span.from, until: span.until }) };
}

/** The first moment from a time on at which a dealer may ask by a channel. */
export function permittedMoment(channel: 'text' | 'call', from: Instant, dealer: Dealer): Instant {
  if (channel === 'call') return nextWorkingMoment(dealer.calendar, from);
  return nextSendingMoment(dealer.settings.sendingWindow, dealer.calendar.zone, from);
}
