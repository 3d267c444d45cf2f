import * as v from 'valibot';
import { idOf } from '../../platform/ids.ts';
import type { Table } from '../../platform/table.ts';
import { type Listed, ListedSchema, listingKey, textsKey } from './script.ts';
import { type Texts, TextsSchema } from './texts.ts';

/** The id of a dealer's script in the table; its own is only unique within the dealer. */
export function scriptIdOf(dealerId: string, id: string): string {
  return idOf('script', dealerId, id);
}

const listedItem = v.object({ listed: ListedSchema });

/** The scripts of a dealer's own: of each the version in use and the one that waits. */
export async function listedScripts(table: Table, dealerId: string): Promise<Listed[]> {
  const items = await table.collection(listingKey(dealerId));
  return items.map((item) => v.parse(listedItem, item).listed);
}

/** What a version of a dealer's own script says. */
export async function textsOf(
  table: Table,
  dealerId: string,
  id: string,
  version: number,
): Promise<Texts | undefined> {
  const item = await table.get(scriptIdOf(dealerId, id), textsKey(version));
  return item && v.parse(v.object({ texts: TextsSchema }), item).texts;
}
