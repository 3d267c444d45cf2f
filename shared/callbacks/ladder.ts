import * as v from 'valibot';
import type { Calendar } from '../dealers/calendar.ts';
import { nextWorkingMoment, shiftsOn } from '../dealers/working-hours.ts';
import {
  addDays,
  epochMilliseconds,
  type Instant,
  instantAt,
  instantOf,
  later,
  latest,
  localDate,
  type LocalDate,
  LocalTimeSchema,
} from '../platform/time.ts';

/**
 * How long a customer is tried who does not pick up: on so many days, then by a text, and where that brings nothing by a
 * letter. Whoever cannot be reached by any of them leaves a note: correct the number at the next visit.
 */
export const ladder = { daysOfCalls: 5, hoursAfterText: 48 } as const;

/** The parts into which a dealer's working day falls, so that each try comes at another time of day. */
const partsOfDay = ['morning', 'midday', 'evening'] as const;

const midnight = v.parse(LocalTimeSchema, '00:00');

/** What comes after a call that nobody answered: another call, or the text with which calling ends. */
export type NextRung =
  { readonly rung: 'call'; readonly at: Instant } | { readonly rung: 'text'; readonly letterAt: Instant };

/**
 * The next rung after calls in vain, in their order and the newest among them. Calls of one day count as one: they all
 * say "not today". Throws a RangeError without any call.
 */
export function rungAfter(calls: readonly Instant[], calendar: Calendar, now: Instant): NextRung {
  const last = calls.at(-1);
  if (last === undefined) throw new RangeError('the ladder begins with a call');
  const days = new Set(calls.map((call) => localDate(call, calendar.zone)));
  if (days.size >= ladder.daysOfCalls) {
    return { rung: 'text', letterAt: later(now, { hours: ladder.hoursAfterText }) };
  }
  return { rung: 'call', at: nextTry(calls, calendar, latest(last, now)) };
}

/** On the next working day, at the part of the day that was tried least; of several the one that follows the last. */
function nextTry(calls: readonly Instant[], calendar: Calendar, after: Instant): Instant {
  const { zone } = calendar;
  const nextDay = instantAt(addDays(localDate(after, zone), 1), midnight, zone);
  const soonest = nextWorkingMoment(calendar, nextDay);
  const day = localDate(soonest, zone);
  const tried = calls.map((call) => partOf(call, calendar));
  const following = (tried.at(-1) ?? 0) + 1;
  const parts = partsOfDay.map((_, step) => (following + step) % partsOfDay.length);
  const timesTried = (part: number) => tried.filter((each) => each === part).length;
  for (const part of parts.toSorted((a, b) => timesTried(a) - timesTried(b))) {
    const [from, until] = boundsOf(part, day, calendar);
    const at = nextWorkingMoment(calendar, from);
    if (at < until) return at;
  }
  return soonest;
}

/** In which part of its day a moment lies; what lies outside of working time counts to the nearest part. */
function partOf(moment: Instant, calendar: Calendar): number {
  const day = localDate(moment, calendar.zone);
  const found = partsOfDay.findIndex((_, part) => moment < boundsOf(part, day, calendar)[1]);
  return found === -1 ? partsOfDay.length - 1 : found;
}

/** When a part of a day begins and ends: a third of the time from the first shift's start to the last one's end. */
function boundsOf(part: number, day: LocalDate, calendar: Calendar): readonly [Instant, Instant] {
  const edges = shiftsOn(calendar, day).flatMap(({ from, until }) =>
    [from, until].map((time) => epochMilliseconds(instantAt(day, time, calendar.zone))),
  );
  const [opens, closes] = edges.length > 0 ? [Math.min(...edges), Math.max(...edges)] : [0, 0];
  const edge = (n: number) => instantOf(Math.round(opens + ((closes - opens) * n) / partsOfDay.length));
  return [edge(part), edge(part + 1)];
}
