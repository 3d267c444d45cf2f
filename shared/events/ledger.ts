import * as v from 'valibot';
import type { Table } from '../platform/table.ts';
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
