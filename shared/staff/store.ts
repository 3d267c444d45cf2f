import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Contact, ContactSchema } from './contact.ts';
import { type Load, LoadSchema } from './load.ts';
import { type Person, PersonSchema } from './person.ts';
import { type Teams, TeamsSchema } from './team.ts';

/** Members of staff in the table; for this room only. */
export function staff(table: Table): Aggregates<Person> {
  return new Aggregates<Person>(table, { v: 1, schema: PersonSchema });
}

/** The teams of each dealer. */
export function teams(table: Table): Aggregates<Teams> {
  return new Aggregates<Teams>(table, { v: 1, schema: TeamsSchema });
}

/** What each person took over on each day. */
export function loads(table: Table): Aggregates<Load> {
  return new Aggregates<Load>(table, { v: 1, schema: LoadSchema });
}

/** How members of staff are told of what cannot wait. */
export function contacts(table: Table): Aggregates<Contact> {
  return new Aggregates<Contact>(table, { v: 1, schema: ContactSchema });
}
