import { listDealers } from '../dealers/dealers.ts';
import { isGroupPaused } from '../dealers/texting.ts';
import type { Table } from '../platform/table.ts';
import type { Person } from './person.ts';

/** The dealers that somebody works at, and whether the texts of the whole group are paused. */
export async function listDealersFor(table: Table, person: Person) {
  const dealers = (await listDealers(table)).filter(({ id }) => person.dealerIds.includes(id));
  return {
    items: dealers.map(({ id, name, locale, settings }) => ({
      id,
      name,
      locale,
      sandbox: settings.sandbox,
      textsPaused: settings.textsPaused,
    })),
    groupTextsPaused: await isGroupPaused(table),
  };
}
