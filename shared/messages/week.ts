import * as v from 'valibot';
import type { TemplateName, TextRequest } from '../events/text-request.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, InstantSchema, later } from '../platform/time.ts';

const weekItem = v.object({
  version: v.number(),
  texts: v.array(v.object({ textId: v.string(), at: InstantSchema })),
});
const sortKey = 'WEEK';

/** The texts that a phone got in the last seven days without having asked for them, from all stores of the group. */
export type Week = v.InferOutput<typeof weekItem>;

const unasked: readonly TemplateName[] = ['survey.overall', 'callback.missed'];

/** Whether a text counts towards the weekly cap: all that we begin, but nothing that belongs to a complaint. */
export function isCapped({ purpose, template, conversation }: TextRequest): boolean {
  if (conversation?.kind === 'complaint') return false;
  return purpose !== 'service' || unasked.includes(template);
}

/** What counts of a phone's week at a moment; `but` is the text that is about to be sent. */
export async function weekOf(table: Table, handsetId: string, now: Instant, but: string): Promise<Week> {
  const item = await table.get(handsetId, sortKey);
  if (!item) return { version: 0, texts: [] };
  const { version, texts } = v.parse(weekItem, item);
  const since = later(now, { days: -7 });
  return { version, texts: texts.filter(({ textId, at }) => at > since && textId !== but) };
}

/** Counts a text in a phone's week; with a conflict where another was counted in between. */
export function countedIn(
  table: Table,
  handsetId: string,
  { version, texts }: Week,
  text: Week['texts'][number],
): ReturnType<Table['putVersion']> {
  const counted = { pk: handsetId, sk: sortKey, v: 1, version: version + 1, texts: [...texts, text] };
  return table.putVersion(counted, version);
}
