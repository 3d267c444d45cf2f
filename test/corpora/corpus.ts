import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** One part of a corpus. Of the untouched part only figures and ids may ever be shown. */
export interface Part<Entry> {
  readonly name: string;
  readonly untouched: boolean;
  readonly entries: readonly Entry[];
}

const locale = v.picklist(['zh-CN', 'en-US']);
const ReplySchema = v.strictObject({
  id: v.string(),
  locale,
  text: v.string(),
  isAnswer: v.boolean(),
  rating: v.nullable(v.picklist([1, 2, 3, 4, 5])),
  unsure: v.boolean(),
  optOut: v.optional(v.boolean(), false),
  yesNo: v.optional(v.picklist(['yes', 'no'])),
  note: v.string(),
});
export type LabelledReply = v.InferOutput<typeof ReplySchema>;

const ComplaintSchema = v.strictObject({
  id: v.string(),
  locale,
  text: v.string(),
  categories: v.array(v.string()),
  safety: v.boolean(),
  severity: v.picklist(['ordinary', 'complex', 'major']),
  note: v.optional(v.string()),
});
export type LabelledComplaint = v.InferOutput<typeof ComplaintSchema>;

/** The replies, by who wrote them; those for practice were looked at while the rules were made. */
export function replyParts(): Part<LabelledReply>[] {
  const more = [
    { name: 'for practice', file: 'practice', untouched: false },
    { name: 'third, untouched', file: 'third', untouched: true },
  ].map(({ file, ...part }) => ({ ...part, entries: entriesOf(`replies/${file}.jsonl`, ReplySchema) }));
  return [...parts('replies', ReplySchema), ...more];
}

/** The complaints, by who wrote them; the third set and those for practice were looked at while the rules were made. */
export function complaintParts(): Part<LabelledComplaint>[] {
  const more = [
    { name: 'third, looked at', file: 'third', untouched: false },
    { name: 'for practice', file: 'practice', untouched: false },
    { name: 'fourth, untouched', file: 'fourth', untouched: true },
  ].map(({ file, ...part }) => ({
    ...part,
    entries: entriesOf(`complaints/${file}.jsonl`, ComplaintSchema),
  }));
  return [...parts('complaints', ComplaintSchema), ...more];
}

function parts<Entry>(name: string, schema: v.GenericSchema<unknown, Entry>): Part<Entry>[] {
  return [
    { name: 'written with the rules known', file: 'own', untouched: false },
    { name: 'fresh, looked at', file: 'fresh', untouched: false },
    { name: 'second, untouched', file: 'second', untouched: true },
  ].map(({ file, ...part }) => ({ ...part, entries: entriesOf(`${name}/${file}.jsonl`, schema) }));
}

function entriesOf<Entry>(file: string, schema: v.GenericSchema<unknown, Entry>): Entry[] {
  const lines = readFileSync(path.resolve(import.meta.dirname, '../fixtures', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => v.parse(schema, JSON.parse(line)));
}
