import * as v from 'valibot';
import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Dealer, DealerSchema } from './dealer.ts';

/** Dealers in the table; for this room only. */
export function dealers(table: Table): Aggregates<Dealer> {
  return new Aggregates<Dealer>(table, { v: 1, schema: DealerSchema });
}

const TextingSchema = v.object({ paused: v.boolean() });

/** Whether the texts of the whole group wait; one item. */
export function groupTexting(table: Table): Aggregates<v.InferOutput<typeof TextingSchema>> {
  return new Aggregates<v.InferOutput<typeof TextingSchema>>(table, { v: 1, schema: TextingSchema });
}
