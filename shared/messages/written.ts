import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import type { Locale, TemplateName, TextRequest } from '../events/text-request.ts';
import { shortText } from '../platform/formats.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { InstantSchema } from '../platform/time.ts';
import { templateOf } from './templates.ts';
import type { Wording } from './wording.ts';

/** A wording as somebody writes it. */
export const WordingSchema = v.object({
  words: shortText(600),
  withLink: v.optional(shortText(600)),
  wayOut: v.optional(shortText(20)),
});

/** A version of a dealer's own wording, by whom and when it was written; it never changes. */
export const WrittenSchema = v.object({
  version: v.number(),
  by: v.string(),
  at: InstantSchema,
  ...WordingSchema.entries,
});
export type Written = v.InferOutput<typeof WrittenSchema>;

const kept = v.object({ sk: v.string(), written: WrittenSchema });

/** A text in a language, as dealers and the table name it. */
export function textKey(template: TemplateName, locale: Locale): string {
  return `${template}#${locale}`;
}

/** The newest version of a dealer's own wording; 0 where the built-in one is in force. */
export function versionOf({ settings }: Dealer, key: string): number {
  return settings.wordings?.[key] ?? 0;
}

/** Where a version is kept. */
export function placeOf(dealerId: string, key: string, version: number): { pk: string; sk: string } {
  return { pk: writtenBy(dealerId), sk: `${key}#${String(version).padStart(6, '0')}` };
}

/** The wording of a request that is in force, and its version: one read, none where the dealer has none of its own. */
export async function wordingInForce(
  table: Table,
  dealer: Dealer,
  { template, locale }: Pick<TextRequest, 'template' | 'locale'>,
): Promise<{ readonly version: number; readonly wording: Wording }> {
  const key = textKey(template, locale);
  const version = versionOf(dealer, key);
  if (version === 0) return { version, wording: templateOf(template, locale) };
  const { pk, sk } = placeOf(dealer.id, key, version);
  return { version, wording: v.parse(kept, await table.get(pk, sk)).written };
}

/** Every version of a dealer's own wordings, by the key of the text, the newest first. */
export async function everyVersion(table: Table, dealerId: string): Promise<Map<string, Written[]>> {
  const versions = new Map<string, Written[]>();
  for (const each of await table.collection(writtenBy(dealerId))) {
    const { sk, written } = v.parse(kept, each);
    const key = sk.slice(0, sk.lastIndexOf('#'));
    versions.set(key, [written, ...(versions.get(key) ?? [])]);
  }
  return versions;
}

function writtenBy(dealerId: string): string {
  return idOf('wordings', dealerId);
}
