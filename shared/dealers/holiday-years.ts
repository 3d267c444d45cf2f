import type { LocalDate } from '../platform/time.ts';
import type { Calendar } from './calendar.ts';

/**
 * Whether the public holidays of a day's year are known to a calendar. Where they are not, the days of the week count
 * and somebody must be told: governments publish a year's holidays, and make-up days, only late in the year before.
 */
export function knowsHolidaysOf(calendar: Calendar, date: LocalDate): boolean {
  const { holidayYears, closedDates } = calendar;
  if (holidayYears) return holidayYears.includes(Number(date.slice(0, 4)));
  return closedDates.some((closed) => closed.slice(0, 4) === date.slice(0, 4));
}
