import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { type DomainEvent, EventSchema } from '../events/catalogue.ts';
import { monthsOf } from '../events/ledger.ts';
import type { Table } from '../platform/table.ts';
import { addDays, instantAt, type Instant, LocalDateSchema, LocalTimeSchema } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { planners } from '../staff/set-absences.ts';
import { type Census, takeCensus } from './census.ts';

export const CensusQuerySchema = v.object({
  month: v.pipe(v.string(), v.regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-03')),
});

const ledgerItem = v.object({ event: EventSchema });
const midnight = v.parse(LocalTimeSchema, '00:00');
/** How many days after a month's end its visits are still followed: lateness, silence and the ladder of calls. */
const followedDays = 60;

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
  const { zone } = (await getDealer(table, dealerId)).calendar;
  const first = v.parse(LocalDateSchema, `${month}-01`);
  const from = instantAt(first, midnight, zone);
  const until = instantAt(addDays(first, 31 + followedDays), midnight, zone);
  const upTo = until < now ? until : now;
  const events: DomainEvent[] = [];
  for (const key of monthsOf({ from, until: upTo })) {
    const query = { index: 'ledger', key: `${dealerId}#${key}`, from, upTo: `${upTo}~` } as const;
    for (const item of await table.all(query)) events.push(v.parse(ledgerItem, item).event);
  }
  return { ...takeCensus(events, { month, zone, now: upTo }), asOf: upTo };
}
