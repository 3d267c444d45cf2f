import * as v from 'valibot';
import { type Proof, prove, refsIn, type SealedHead } from '../events/prove.ts';
import { digestOf, readWords, type WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';

/** Proves the record of one complaint as it now stands against the heads that seals hold of it. */
export async function proveComplaint(
  table: Table,
  complaintId: string,
  sealed: readonly SealedHead[],
): Promise<Proof> {
  const items = await table.collection(complaintId);
  const refs = new Map(
    items.flatMap(({ event, state }) => refsIn([event, state])).map((ref) => [nameOf(ref), ref]),
  );
  const digests = new Map<string, string | undefined>();
  for (const [name, ref] of refs) digests.set(name, await digestNow(table, ref));
  return prove(items, sealed, (ref) => digests.get(nameOf(ref)));
}

/** The digest of words as they now are: none where they are gone, an empty one where they can no longer be read. */
async function digestNow(table: Table, ref: WordsRef): Promise<string | undefined> {
  try {
    const words = await readWords(table, ref);
    return words && digestOf(words);
  } catch (error) {
    if (error instanceof v.ValiError) return '';
    throw error;
  }
}

function nameOf({ aggregateId, key }: WordsRef): string {
  return `${aggregateId}#${key}`;
}
