import { Aggregates } from '../../events/aggregate.ts';
import { idOf } from '../../platform/ids.ts';
import type { Table } from '../../platform/table.ts';
import { type Mapping, MappingSchema } from './mapping.ts';

/** Mappings in the table; for this room only. */
export function mappings(table: Table): Aggregates<Mapping> {
  return new Aggregates<Mapping>(table, { v: 1, schema: MappingSchema });
}

/** The id of a dealer's mapping of a name. */
export function mappingIdOf(dealerId: string, name: string): string {
  return idOf('mapping', dealerId, name);
}
