import type { Dealer } from '../dealers/dealer.ts';
import { addWorkingTime, lastWorkingMoment, nextWorkingMoment } from '../dealers/working-hours.ts';
import { type Instant, later, localDate, type LocalDate } from '../platform/time.ts';

/** Working minutes that a customer has to answer a text before anybody calls, and that whoever calls then has left. */
const leastPatience = 180;
const timeToCall = 120;

/**
 * When a customer who was asked by text counts as silent and is called: after the dealer's `silentAfterHours`. Where the
 * call would then break the limit of three days (R11) for closed days between, sooner: in time for a call on the last open
 * day before, but never before a customer had three working hours to answer. Where even that is not possible, the text
 * alone keeps the limit (decision 3).
 */
export function silentAt(askedAt: Instant, lastDay: LocalDate | undefined, dealer: Dealer): Instant {
  const { calendar, settings } = dealer;
  const usual = later(askedAt, { hours: settings.silentAfterHours });
  const isInTime = (at: Instant) => !lastDay || localDate(at, calendar.zone) <= lastDay;
  if (!lastDay || !isInTime(askedAt) || isInTime(nextWorkingMoment(calendar, usual))) return usual;
  const days = { from: localDate(askedAt, calendar.zone), upTo: lastDay };
  const last = lastWorkingMoment(calendar, days, timeToCall);
  const soonest = addWorkingTime(calendar, askedAt, leastPatience);
  return last && soonest <= last ? last : usual;
}
