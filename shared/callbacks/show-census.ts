import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { eventsOfMonth } from '../dealers/month-events.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { planners } from '../staff/set-absences.ts';
import { type Census, takeCensus } from './census.ts';

export const CensusQuerySchema = v.object({
  month: v.pipe(v.string(), v.regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-03')),
});

/**
 * The census of a month at a dealer (R21, decision 5), for the heads of its people. Throws problems: 404 for another
 * dealer, 403 to everybody else.
 */
export async function showCensus(
  table: Table,
  dealerId: string,
  month: string,
  { by, now }: { by: Person; now: Instant },
): Promise<Census & { asOf: Instant }> {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, planners, 'see the census');
  const dealer = await getDealer(table, dealerId);
  const { events, upTo } = await eventsOfMonth(table, dealer, month, now);
  const { zone } = dealer.calendar;
  return { ...takeCensus(events, { month, zone, now: upTo }), asOf: upTo };
}
