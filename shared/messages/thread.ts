import * as v from 'valibot';
import { AsksSchema, ConversationSchema, localeSchema, type TextRequest } from '../events/text-request.ts';
import type { Attachment } from '../events/attachment.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, InstantSchema, later } from '../platform/time.ts';

/** The last text of a conversation with a handset: what it asks, so that a reply finds its question. */
export const ThreadSchema = v.object({
  conversation: ConversationSchema,
  asks: v.optional(AsksSchema),
  at: InstantSchema,
  textId: v.string(),
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  locale: localeSchema,
  wayOut: v.optional(v.string()),
});
export type Thread = v.InferOutput<typeof ThreadSchema>;

const prefix = 'THREAD#';
const openForDays = 14;

/** The item that remembers a text as the newest of its conversation; undefined for a text outside of any. */
export function threadItem(
  request: TextRequest,
  thread: Omit<Thread, 'conversation'>,
): Attachment | undefined {
  const { conversation, to } = request;
  if (!conversation) return undefined;
  return { pk: to, sk: `${prefix}${conversation.id}`, content: { thread: { ...thread, conversation } } };
}

/** All conversations with a handset. */
export async function threadsOf(table: Table, handsetId: string): Promise<Thread[]> {
  const items = await table.collection(handsetId, prefix);
  return items.map((item) => v.parse(v.object({ thread: ThreadSchema }), item).thread);
}

/**
 * The conversation that a reply continues: of those whose last text asks something and is not too old, the one asked
 * most recently before the reply came.
 */
export function threadOfReply(threads: readonly Thread[], repliedAt: Instant): Thread | undefined {
  const oldest = later(repliedAt, { days: -openForDays });
  return newest(threads.filter((thread) => thread.asks && thread.at >= oldest && thread.at <= repliedAt));
}

/** The conversation with the newest text, whether it asks anything or not. */
export function newest(threads: readonly Thread[]): Thread | undefined {
  return [...threads].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}
