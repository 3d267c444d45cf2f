import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Item, Table } from '../platform/table.ts';
import type { Attachment } from './attachment.ts';
import { type AnyEvent, eventSortKey } from './envelope.ts';
import { newSalt } from './words.ts';

/** Where a chain ends: the link of the newest event, and the digest of the state as it was written with it. */
export const HeadSchema = v.object({ link: v.string(), state: v.string() });
export type Head = v.InferOutput<typeof HeadSchema>;

/** What an event item holds of its chain: its link, and the digests of what was kept with it. */
export const LinkSchema = v.object({
  link: v.optional(v.string()),
  attached: v.optional(v.record(v.string(), v.string())),
});

/** The digest of what JSON can hold, whatever the order of its members: the table does not keep that. */
export function digestOfJson(value: unknown): string {
  const text = JSON.stringify(value, (_, each: unknown) => inOrder(each));
  return createHash('sha256').update(text).digest('base64url');
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The link of an event: over the link before it, the event, and the digests of what was kept with it. Whoever changes one
 * of them must change every link after it, and the seals that hold one.
 */
export function linkAfter(
  previous: string | undefined,
  { event, attached }: { event: unknown; attached?: Readonly<Record<string, string>> | undefined },
): string {
  return digestOfJson({ previous, event, attached });
}

/** What is attached to a change, with a salt where it is proven: a digest alone must not tell what it was made over. */
export function salted(attachments: readonly Attachment[]): Attachment[] {
  return attachments.map((each) =>
    each.proven ? { ...each, content: { ...each.content, salt: newSalt() } } : each,
  );
}

/** What event items hold of their chain, in order; what was attached to the change goes with its last event. */
export function linksOf(
  previous: string | undefined,
  events: readonly AnyEvent[],
  attachments: readonly Attachment[],
): { link: string; attached?: Record<string, string> }[] {
  const digests = attachments.flatMap(({ sk, content, proven }) =>
    proven ? [[sk, digestOfJson(content)] as const] : [],
  );
  let link = previous;
  return events.map((event, index) => {
    const isLast = index === events.length - 1;
    const attached = isLast && digests.length > 0 ? Object.fromEntries(digests) : undefined;
    link = linkAfter(link, { event, attached });
    return { link, ...(attached && { attached }) };
  });
}

const eventItem = v.object({ event: v.unknown() });

/** The link of events that were written before events were chained: over them as they stand now. */
export async function linkOfEarlier(table: Table, id: string, version: number): Promise<string | undefined> {
  let link: string | undefined;
  for (let each = 1; each <= version; each += 1) {
    const item = v.safeParse(eventItem, await table.get(id, eventSortKey(each)));
    // A gap is found by whoever verifies; it must not stop the work.
    link = linkAfter(link, { event: item.success ? item.output.event : undefined });
  }
  return link;
}

/** A state item with the end of its chain. */
export function withHead(item: Item & { readonly state: unknown }, link: string): Item {
  const chain: Head = { link, state: digestOfJson(item.state) };
  return { ...item, chain };
}
