import type { Dealer } from '../dealers/dealer.ts';
import { knowsHolidaysOf } from '../dealers/holiday-years.ts';
import { recordOnce } from '../events/aggregate.ts';
import { type AnyEvent, eventId } from '../events/envelope.ts';
import { findEvent } from '../events/history.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { addDays, type Instant, localDate } from '../platform/time.ts';

/** How far ahead plans must be able to look. */
const daysAhead = 30;

/**
 * The years, this one and that of the next month, whose public holidays a dealer's calendar does not know: plans go on by
 * the days of the week, and somebody must enter the holidays. Recorded once for each year, by the visit that was planned
 * first.
 */
export async function noteMissingHolidays(
  dealer: Dealer,
  event: AnyEvent,
  now: Instant,
  table: Table,
): Promise<number[]> {
  const today = localDate(now, dealer.calendar.zone);
  const missing = [today, addDays(today, daysAhead)].filter((day) => !knowsHolidaysOf(dealer.calendar, day));
  const years = [...new Set(missing.map((day) => Number(day.slice(0, 4))))];
  for (const year of years) {
    const id = `holidays_${dealer.id}_${year}`;
    if (await findEvent(table, eventId(id, 1))) continue;
    const fact = { name: 'dealer.holidays-missing', dealerId: dealer.id, facts: { year } } as const;
    await recordOnce(table, id, following(event, now), { event: fact, attached: [] });
  }
  return years;
}
