import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Customer, CustomerSchema } from './customer.ts';
import { type Link, LinkSchema } from './link.ts';
import { type Vehicle, VehicleSchema } from './vehicle.ts';

/** Customer files in the table; for this room only. */
export function customers(table: Table): Aggregates<Customer> {
  return new Aggregates<Customer>(table, { v: 1, schema: CustomerSchema });
}

/** Vehicles in the table, by the id that visits know them by. */
export function vehicles(table: Table): Aggregates<Vehicle> {
  return new Aggregates<Vehicle>(table, { v: 1, schema: VehicleSchema });
}

/** Links between customer records in the table. */
export function links(table: Table): Aggregates<Link> {
  return new Aggregates<Link>(table, { v: 1, schema: LinkSchema });
}

/** The one link that there can be between two records, and the records in their order. */
export function linkBetween(a: string, b: string): { linkId: string; customerIds: [string, string] } {
  const customerIds: [string, string] = a < b ? [a, b] : [b, a];
  return { linkId: idOf('link', ...customerIds), customerIds };
}
