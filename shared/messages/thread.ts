import * as v from 'valibot';
import { AsksSchema, ConversationSchema, localeSchema, type TextRequest } from '../events/text-request.ts';
import type { Attachment } from '../events/attachment.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, InstantSchema, later } from '../platform/time.ts';

/** A text of a conversation with a handset, and what it asks, so that a reply finds its question. */
export const ThreadSchema = v.object({
  conversation: ConversationSchema,
  asks: v.optional(AsksSchema),
  question: v.optional(v.string()),
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
const textsLookedAt = 30;

/** The item that remembers a text of a conversation; undefined for a text outside of any. */
export function threadItem(
  request: TextRequest,
  thread: Omit<Thread, 'conversation'>,
): Attachment | undefined {
  const { conversation, to } = request;
  if (!conversation) return undefined;
  return {
    pk: to,
    sk: `${prefix}${thread.at}#${thread.textId}`,
    content: { thread: { ...thread, conversation } },
  };
}

/** The newest texts to a handset, newest first. */
export async function threadsOf(table: Table, handsetId: string): Promise<Thread[]> {
  const page = await table.page(
    { key: handsetId, from: prefix, upTo: `${prefix}~`, newestFirst: true },
    textsLookedAt,
  );
  return page.items.map((item) => v.parse(v.object({ thread: ThreadSchema }), item).thread);
}

const threadItemSchema = v.object({ pk: v.string(), sk: v.string(), thread: ThreadSchema });

/** Where the texts to a handset are remembered, of those that somebody asks for. */
export async function threadKeys(
  table: Table,
  handsetId: string,
  isWanted: (thread: Thread) => boolean,
): Promise<{ pk: string; sk: string; textId: string }[]> {
  const items = await table.collection(handsetId, prefix);
  return items
    .map((item) => v.parse(threadItemSchema, item))
    .filter(({ thread }) => isWanted(thread))
    .map(({ pk, sk, thread }) => ({ pk, sk, textId: thread.textId }));
}

/**
 * The questions that were open when a customer wrote, the most recent first: of each conversation the newest text that was
 * there, if it asks something and is not too old.
 */
export function openQuestions(threads: readonly Thread[], repliedAt: Instant): Thread[] {
  const oldest = later(repliedAt, { days: -openForDays });
  const seen = threads.filter((thread) => thread.at <= repliedAt);
  const last = new Map<string, Thread>();
  for (const thread of [...seen].sort(byTime)) last.set(thread.conversation.id, thread);
  const open = [...last.values()].filter((thread) => thread.asks && thread.at >= oldest);
  return open.sort(byTime).reverse();
}

/** Of texts of the same moment the one that wants the more definite answer counts as the later one. */
function byTime(a: Thread, b: Thread): number {
  if (a.at === b.at) return definiteness(a) - definiteness(b);
  return a.at < b.at ? -1 : 1;
}

function definiteness({ asks, question }: Thread): number {
  // What follows the overall question is put after it.
  if (question !== undefined) return 3;
  return asks === undefined ? 0 : asks === 'words' ? 1 : 2;
}

/** The newest text, whether it asks anything or not. */
export function newest(threads: readonly Thread[]): Thread | undefined {
  return [...threads].sort(byTime).at(-1);
}
