import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Person, PersonSchema } from './person.ts';

/** Members of staff in the table; for this room only. */
export function staff(table: Table): Aggregates<Person> {
  return new Aggregates<Person>(table, { v: 1, schema: PersonSchema });
}
