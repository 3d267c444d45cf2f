import * as v from 'valibot';
import type { Table } from '../platform/table.ts';
import { addDays, type Instant, LocalDateSchema } from '../platform/time.ts';
import { type AnyEvent, AnyEventSchema } from './envelope.ts';

/** A month of a ledger, by UTC. */
export const MonthSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'),
);

const ledgerItem = v.object({ event: AnyEventSchema });

/** What was recorded at a dealer in a month, in that order: as many reads as there are events in it. */
export async function ledgerOf(table: Table, dealerId: string, month: string): Promise<AnyEvent[]> {
  const items = await table.all({ index: 'ledger', key: `${dealerId}#${month}` });
  return items.map((item) => v.parse(ledgerItem, item).event);
}

/** The months, by UTC, in which there is something of a span of time. */
export function monthsOf({ from, until }: { readonly from: Instant; readonly until: Instant }): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= until.slice(0, 7); month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  return addDays(v.parse(LocalDateSchema, `${month}-28`), 4).slice(0, 7);
}

/** The ids of the aggregates of a kind to which something has happened at a dealer since a moment. */
export async function changedSince(
  table: Table,
  { dealerId, kind, from, until }: { dealerId: string; kind: string; from: Instant; until: Instant },
): Promise<string[]> {
  const ids = new Set<string>();
  for (const month of monthsOf({ from, until })) {
    const items = await table.all({ index: 'ledger', key: `${dealerId}#${month}`, from });
    for (const item of items) ids.add(v.parse(ledgerItem, item).event.aggregateId);
  }
  return [...ids].filter((id) => id.startsWith(`${kind}_`));
}
