import * as v from 'valibot';
import { type DomainEvent, EventSchema } from '../events/catalogue.ts';
import { monthsOf } from '../events/ledger.ts';
import type { Table } from '../platform/table.ts';
import {
  addDays,
  instantAt,
  type Instant,
  later,
  LocalDateSchema,
  LocalTimeSchema,
} from '../platform/time.ts';
import type { Dealer } from './dealer.ts';

const ledgerItem = v.object({ event: EventSchema });
const midnight = v.parse(LocalTimeSchema, '00:00');
/** How many days after a month's end what began in it is still followed: lateness, silence and the ladder of calls. */
const followedDays = 60;

/**
 * What was recorded at a dealer in a month of its zone (`2026-03`), up to now or until what began in it is over, and from
 * some days before on: as many reads as there are events. `end` is the end of the month.
 */
export async function eventsOfMonth(
  table: Table,
  dealer: Dealer,
  month: string,
  now: Instant,
  daysBefore = 0,
): Promise<{ events: DomainEvent[]; upTo: Instant; end: Instant }> {
  const { zone } = dealer.calendar;
  const first = v.parse(LocalDateSchema, `${month}-01`);
  const begin = instantAt(first, midnight, zone);
  const end = instantAt(v.parse(LocalDateSchema, `${addDays(first, 31).slice(0, 7)}-01`), midnight, zone);
  const followed = later(end, { days: followedDays });
  const upTo = followed < now ? followed : now;
  const from = later(begin, { days: -daysBefore });
  const events: DomainEvent[] = [];
  for (const key of monthsOf({ from, until: upTo })) {
    const query = { index: 'ledger', key: `${dealer.id}#${key}`, from, upTo: `${upTo}~` } as const;
    for (const item of await table.all(query)) events.push(v.parse(ledgerItem, item).event);
  }
  return { events, upTo, end };
}
