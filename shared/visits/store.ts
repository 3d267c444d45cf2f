import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Mapping, MappingSchema } from './mapping/mapping.ts';
import { type Visit, VisitSchema } from './visit.ts';

/** Visits in the table; for this room only. */
export function visits(table: Table): Aggregates<Visit> {
  return new Aggregates<Visit>(table, { v: 1, schema: VisitSchema });
}

/** Mappings in the table; for this room only. */
export function mappings(table: Table): Aggregates<Mapping> {
  return new Aggregates<Mapping>(table, { v: 1, schema: MappingSchema });
}

/** The id of a dealer's mapping of a name. */
export function mappingIdOf(dealerId: string, name: string): string {
  return idOf('mapping', dealerId, name);
}
