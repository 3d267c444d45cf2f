import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Dealer, DealerSchema } from './dealer.ts';

/** Dealers in the table; for this room only. */
export function dealers(table: Table): Aggregates<Dealer> {
  return new Aggregates<Dealer>(table, { v: 1, schema: DealerSchema });
}
