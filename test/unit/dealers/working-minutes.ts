import type { Calendar } from '../../../shared/dealers/calendar.ts';
import { shiftsOn } from '../../../shared/dealers/working-hours.ts';
import { addDays, epochMilliseconds, instantAt, localDate } from '../../../shared/platform/time.ts';
import type { Instant } from '../../../shared/platform/time.ts';

/**
 * Minutes of working time from `a` to a later `b`, fractions included, to be held against `addWorkingTime`: it goes by
 * the moments at which shifts begin and end, and joins none of them.
 */
export function workingMinutesBetween(calendar: Calendar, a: Instant, b: Instant): number {
  const [start, end] = [epochMilliseconds(a), epochMilliseconds(b)];
  let worked = 0;
  let open = 0;
  let since = start;
  for (const { at, by } of turnsOfShifts(calendar, a, b)) {
    const until = Math.min(Math.max(at, start), end);
    if (open > 0) worked += until - since;
    since = until;
    open += by;
  }
  return worked / 60_000;
}

/** When shifts begin (1) and end (-1), in order, on all days that two moments touch. */
function turnsOfShifts(calendar: Calendar, a: Instant, b: Instant): { at: number; by: 1 | -1 }[] {
  const turns: { at: number; by: 1 | -1 }[] = [];
  const lastDate = localDate(b, calendar.zone);
  for (let date = localDate(a, calendar.zone); date <= lastDate; date = addDays(date, 1)) {
    for (const shift of shiftsOn(calendar, date)) {
      const from = epochMilliseconds(instantAt(date, shift.from, calendar.zone));
      const until = epochMilliseconds(instantAt(date, shift.until, calendar.zone));
      // A clock change can swallow a shift.
      if (from < until) turns.push({ at: from, by: 1 }, { at: until, by: -1 });
    }
  }
  return turns.sort((one, other) => one.at - other.at);
}
