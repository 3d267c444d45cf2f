import { addWorkingTime } from '../dealers/working-hours.ts';
import type { Calendar } from '../dealers/calendar.ts';
import { type Instant, localDate, wallTime, type Zone } from '../platform/time.ts';
import type { FiledWork } from './worklist.ts';

/** Working minutes in which a call is made that is due: half a day. */
const callWithinMinutes = 240;

/**
 * What of somebody's work is overdue, or came to them and is still theirs, each matter once. Calls are due from a moment on,
 * and overdue half a working day after it; everything else is due until its moment.
 */
export function overdueOf(
  work: readonly Pick<FiledWork, 'id' | 'kind' | 'dueAt'>[],
  pending: readonly string[],
  calendar: Calendar,
  now: Instant,
): string[] {
  const late = work.filter(({ id, kind, dueAt }) => {
    if (pending.includes(id)) return true;
    if (dueAt > now) return false;
    return kind !== 'callback' || addWorkingTime(calendar, dueAt, callWithinMinutes) <= now;
  });
  return [...new Set(late.map(({ id }) => id))];
}

/** The half of the day in which a moment lies, `2026-03-02 am`. */
export function halfDayOf(moment: Instant, zone: Zone): string {
  return `${localDate(moment, zone)} ${wallTime(moment, zone) < '12:00' ? 'am' : 'pm'}`;
}
