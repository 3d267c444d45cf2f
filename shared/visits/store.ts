import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Visit, VisitSchema } from './visit.ts';

/** Visits in the table; for this room only. */
export function visits(table: Table): Aggregates<Visit> {
  return new Aggregates<Visit>(table, { v: 1, schema: VisitSchema });
}
