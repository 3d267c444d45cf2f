import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Customer, CustomerSchema } from './customer.ts';

/** Customer files in the table; for this room only. */
export function customers(table: Table): Aggregates<Customer> {
  return new Aggregates<Customer>(table, { v: 1, schema: CustomerSchema });
}
