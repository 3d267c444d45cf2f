import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Instant, InstantSchema } from '../platform/time.ts';
import type { Table } from '../platform/table.ts';
import type { Attachment } from './attachment.ts';

/**
 * Somebody's words, kept verbatim in an item of their own and never changed (decision 6). The salt goes with them when
 * they are erased, so that a digest in an event can no longer be guessed back.
 */
export const WordsSchema = v.object({
  text: v.string(),
  salt: v.string(),
  at: InstantSchema,
  by: v.string(),
});
export type Words = v.InferOutput<typeof WordsSchema>;

/** How an event or a state refers to words: where they lie, and their salted digest. */
export const WordsRefSchema = v.object({ aggregateId: v.string(), key: v.string(), digest: v.string() });
export type WordsRef = v.InferOutput<typeof WordsRefSchema>;

/** Words as an item to be committed with a change, and the reference that events may carry. */
export function keepWords(
  aggregateId: string,
  key: string,
  words: { text: string; at: Instant; by: string },
): { ref: WordsRef; attachment: Attachment } {
  const kept: Words = { ...words, salt: newSalt() };
  return {
    ref: { aggregateId, key, digest: digestOf(kept) },
    attachment: { sk: wordsSortKey(key), content: { words: kept }, proven: true },
  };
}

/** What keeps a digest from being guessed back, as long as it lies beside what it was made over and goes with it. */
export function newSalt(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

/** The salted digest by which words are named in events. */
export function digestOf(words: Words): string {
  return createHash('sha256').update(`${words.salt}\n${words.text}`).digest('base64url');
}

/** The sort key under which words are kept beside their aggregate. */
export function wordsSortKey(key: string): string {
  return `WORDS#${key}`;
}

/** The words that a reference names; undefined if they were erased. */
export async function readWords(table: Table, ref: WordsRef): Promise<Words | undefined> {
  const item = await table.get(ref.aggregateId, wordsSortKey(ref.key));
  return item && v.parse(v.object({ words: WordsSchema }), item).words;
}
