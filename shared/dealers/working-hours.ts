import * as v from 'valibot';
import {
  addDays,
  epochMilliseconds,
  instantAt,
  instantOf,
  localDate,
  LocalTimeSchema,
  wallTime,
  weekdayOf,
} from '../platform/time.ts';
import type { Instant, LocalDate } from '../platform/time.ts';
import { weekdays } from './calendar.ts';
import type { Calendar, Shift } from './calendar.ts';

/** A calendar that shows no working time for this many days is taken as one that never opens. */
const lookAheadDays = 400;

const midnight = v.parse(LocalTimeSchema, '00:00');

/** Milliseconds since 1970; `until` is no longer working time. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** The shifts worked on a day, as the calendar writes them; none when closed. A make-up day beats a closed date. */
export function shiftsOn(calendar: Calendar, date: LocalDate): Shift[] {
  if (calendar.makeUpDates.includes(date)) return calendar.week.mon;
  if (calendar.closedDates.includes(date)) return [];
  const weekday = weekdays[weekdayOf(date)];
  return weekday === undefined ? [] : calendar.week[weekday];
}

/** Whether the dealer works at all on a day. */
export function isOpenDay(calendar: Calendar, date: LocalDate): boolean {
  return shiftsOn(calendar, date).length > 0;
}

/** Whether a moment is working time; a shift's first moment is, its end is not. */
export function isWorking(calendar: Calendar, instant: Instant): boolean {
  const moment = epochMilliseconds(instant);
  return stretchesOn(calendar, localDate(instant, calendar.zone)).some(
    (stretch) => stretch.from <= moment && moment < stretch.until,
  );
}

/** The first working moment at or after `from`. Throws when the calendar shows none for 400 days. */
export function nextWorkingMoment(calendar: Calendar, from: Instant): Instant {
  return addWorkingTime(calendar, from, 0);
}

/**
 * The moment at which some minutes of working time have passed since `from`: one hour set on Friday 16:30 with hours
 * 9–17 falls on Monday 9:30. Time that is up at the end of a shift falls on the start of the next one, so that
 * whoever acts on it acts in working time. Throws a RangeError for negative minutes, and an Error when the calendar
 * never opens.
 */
export function addWorkingTime(calendar: Calendar, from: Instant, minutes: number): Instant {
  if (!Number.isFinite(minutes) || minutes < 0) {
    throw new RangeError(`working time to add must be zero or more minutes, not ${minutes}`);
  }
  let left = Math.round(minutes * 60_000);
  for (const stretch of workAfter(calendar, from)) {
    if (left < stretch.until - stretch.from) return instantOf(stretch.from + left);
    left -= stretch.until - stretch.from;
  }
  throw new Error(
    `the calendar (${calendar.zone}) shows no working time for ${lookAheadDays} days, looking ahead from ${from}`,
  );
}

/** The minutes of working time, fractions included, from a moment to a later one; none where it is not later. */
export function workingMinutesBetween(calendar: Calendar, from: Instant, until: Instant): number {
  const end = epochMilliseconds(until);
  let worked = 0;
  if (end <= epochMilliseconds(from)) return worked;
  for (const stretch of workAfter(calendar, from)) {
    if (stretch.from >= end) break;
    worked += Math.min(stretch.until, end) - stretch.from;
  }
  return worked / 60_000;
}

/**
 * The same time of day, to the minute, so many open days later: one day set on Friday 16:00 falls on Monday 16:00. What is
 * set outside working time counts from the next opening, and what would fall outside it falls on the next opening.
 * Throws an Error when the calendar never opens.
 */
export function addWorkingDays(calendar: Calendar, from: Instant, days: number): Instant {
  const start = nextWorkingMoment(calendar, from);
  let date = localDate(start, calendar.zone);
  for (let passed = 0; passed < days; passed += 1) {
    const nextDay = instantAt(addDays(date, 1), midnight, calendar.zone);
    date = localDate(nextWorkingMoment(calendar, nextDay), calendar.zone);
  }
  const time = v.parse(LocalTimeSchema, wallTime(start, calendar.zone).slice(0, 5));
  return nextWorkingMoment(calendar, instantAt(date, time, calendar.zone));
}

/**
 * The last moment, from some days back up to a date, that leaves so many minutes of its shift, or the start of a shorter
 * one; none where all those days are closed.
 */
export function lastWorkingMoment(
  calendar: Calendar,
  { from, upTo }: { from: LocalDate; upTo: LocalDate },
  minutesLeft: number,
): Instant | undefined {
  for (let date = upTo; date >= from; date = addDays(date, -1)) {
    const last = stretchesOn(calendar, date).at(-1);
    if (last) return instantOf(Math.max(last.from, last.until - minutesLeft * 60_000));
  }
  return undefined;
}

/** What remains of the working time from a moment on, stretch by stretch, until none shows for too long. */
function* workAfter(calendar: Calendar, from: Instant): Generator<Stretch> {
  const start = epochMilliseconds(from);
  let date = localDate(from, calendar.zone);
  for (let closedDays = 0; closedDays <= lookAheadDays; closedDays++) {
    for (const stretch of stretchesOn(calendar, date)) {
      if (stretch.until <= start) continue;
      closedDays = 0;
      yield { from: Math.max(stretch.from, start), until: stretch.until };
    }
    date = addDays(date, 1);
  }
}

/** A day's shifts in exact time, sorted, overlaps joined so that no minute counts twice. */
function stretchesOn(calendar: Calendar, date: LocalDate): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of exactShifts(calendar, date)) {
    const last = joined.at(-1);
    if (last === undefined || last.until < stretch.from) joined.push(stretch);
    else joined[joined.length - 1] = { from: last.from, until: Math.max(last.until, stretch.until) };
  }
  return joined;
}

function exactShifts(calendar: Calendar, date: LocalDate): Stretch[] {
  return shiftsOn(calendar, date)
    .map((shift) => ({
      from: epochMilliseconds(instantAt(date, shift.from, calendar.zone)),
      until: epochMilliseconds(instantAt(date, shift.until, calendar.zone)),
    }))
    .filter((stretch) => stretch.from < stretch.until) // a clock change can swallow a shift
    .sort((a, b) => a.from - b.from);
}
