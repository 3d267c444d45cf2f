import type { Table } from '../platform/table.ts';
import { type WordsRef, wordsSortKey } from './words.ts';

/** The key of an item. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** The items that hold names, numbers or words, by their sort keys; whatever else is kept holds ids and choices only. */
const personal = /^(?:WORDS#.*|DETAILS(?:#.*)?|TOLD|SETTLEMENT#.*|PERSONAL)$/;

/** What an erasure deletes of an aggregate. */
export async function personalItemsOf(table: Table, aggregateId: string): Promise<ItemKey[]> {
  return personalAmong(aggregateId, await table.collection(aggregateId));
}

/** The same of a collection that was read already. */
export function personalAmong(
  pk: string,
  items: readonly Readonly<Record<string, unknown>>[],
): { pk: string; sk: string }[] {
  return items.flatMap(({ sk }) => (typeof sk === 'string' && personal.test(sk) ? [{ pk, sk }] : []));
}

/** Where words lie that something refers to, of those that are still there. */
export async function wordsStillThere(table: Table, refs: readonly WordsRef[]): Promise<WordsRef[]> {
  const found = await Promise.all(
    refs.map(async (ref) => ((await table.get(ref.aggregateId, wordsSortKey(ref.key))) ? [ref] : [])),
  );
  return found.flat();
}
