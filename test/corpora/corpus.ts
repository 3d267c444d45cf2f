import { createHash } from 'node:crypto';
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

/** The replies: those of the rules' writer, and both halves of the fresh ones. */
export function replyParts(): Part<LabelledReply>[] {
  return parts('replies', ReplySchema, { until: 'f020', untouched: 130 });
}

/** The complaints: those of the rules' writer, the fresh ones, of which both halves were looked at by now, and a second set. */
export function complaintParts(): Part<LabelledComplaint>[] {
  const entries = entriesOf('complaints/second.jsonl', ComplaintSchema);
  return [
    ...parts('complaints', ComplaintSchema, { until: 'c010', untouched: 70 }),
    { name: 'second, untouched', untouched: true, entries },
  ];
}

/**
 * The fresh set is halved by a hash of the id. Entries up to `until` were seen when the format was looked at, so that
 * they cannot be of the untouched half.
 */
function parts<Entry extends { readonly id: string }>(
  name: string,
  schema: v.GenericSchema<unknown, Entry>,
  seen: { until: string; untouched: number },
): Part<Entry>[] {
  const fresh = entriesOf(`${name}/fresh.jsonl`, schema);
  const lot = fresh
    .filter(({ id }) => id > seen.until)
    .toSorted((a, b) => hash(a.id).localeCompare(hash(b.id)));
  const untouched = new Set(lot.slice(0, seen.untouched));
  return [
    {
      name: 'written with the rules known',
      untouched: false,
      entries: entriesOf(`${name}/own.jsonl`, schema),
    },
    { name: 'fresh, looked at', untouched: false, entries: fresh.filter((entry) => !untouched.has(entry)) },
    { name: 'fresh, untouched', untouched: true, entries: fresh.filter((entry) => untouched.has(entry)) },
  ];
}

function hash(id: string): string {
  return createHash('sha256').update(`20260302 ${id}`).digest('hex');
}

function entriesOf<Entry>(file: string, schema: v.GenericSchema<unknown, Entry>): Entry[] {
  const lines = readFileSync(path.resolve(import.meta.dirname, '../fixtures', file), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => v.parse(schema, JSON.parse(line)));
}
