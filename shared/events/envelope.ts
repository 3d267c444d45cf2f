import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';

/** What led to an event: another event, a request (its webhook or request id), a customer's text, or a command. */
export const CauseSchema = v.object({
  kind: v.picklist(['event', 'request', 'text', 'command']),
  id: v.string(),
});
export type Cause = v.InferOutput<typeof CauseSchema>;

/** Who did it. `id` is a staff id or a dealer id; customers are named by the event's `customerId`. */
export const ActorSchema = v.object({
  kind: v.picklist(['dms', 'customer', 'staff', 'clock', 'system']),
  id: v.optional(v.string()),
});
export type Actor = v.InferOutput<typeof ActorSchema>;

/** The conversation to which a text belongs, and so the one that a reply continues. */
export const ConversationSchema = v.object({ kind: v.picklist(['survey', 'complaint']), id: v.string() });
export type Conversation = v.InferOutput<typeof ConversationSchema>;

export const localeSchema = v.picklist(['zh-CN', 'en-US']);
export type Locale = v.InferOutput<typeof localeSchema>;

/**
 * A text to a customer that an event asks for; `messages` renders, holds, sends or withholds it. `blanks` are
 * impersonal (ids, numbers); names are filled in when the text is rendered.
 */
export const TextRequestSchema = v.object({
  to: v.string(),
  template: v.string(),
  locale: localeSchema,
  purpose: v.picklist(['service', 'care', 'marketing']),
  blanks: v.optional(v.record(v.string(), v.string())),
  /** The conversation that a reply continues. */
  conversation: v.optional(ConversationSchema),
  /** What the text asks, so that the reply can be read as an answer to it. */
  asks: v.optional(v.picklist(['rating', 'yes-no', 'words'])),
});
export type TextRequest = v.InferOutput<typeof TextRequestSchema>;

const base = {
  /** `<aggregateId>.<version>`: the id leads to the item. */
  id: v.string(),
  /** Schema version of this kind of event. */
  v: v.number(),
  aggregateId: v.string(),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  dealerId: v.optional(v.string()),
  customerId: v.optional(v.string()),
  cause: CauseSchema,
  actor: ActorSchema,
  happenedAt: InstantSchema,
  recordedAt: InstantSchema,
  text: v.optional(TextRequestSchema),
};

/** The schema of one kind of event: the envelope with its name and its facts. */
export function eventSchema<const N extends string, F extends v.ObjectEntries>(name: N, facts: F) {
  return v.object({ ...base, name: v.literal(name), facts: v.object(facts) });
}

/** Any event, its facts unread: enough to relay it, list it and walk its causes. */
export const AnyEventSchema = v.object({
  ...base,
  name: v.string(),
  facts: v.record(v.string(), v.unknown()),
});
export type AnyEvent = v.InferOutput<typeof AnyEventSchema>;

/** The id of the aggregate's n-th event. */
export function eventId(aggregateId: string, version: number): string {
  return `${aggregateId}.${version}`;
}

/** Where the event with an id lies in the table; undefined if the text is no event id. */
export function eventKey(id: string): { pk: string; sk: string } | undefined {
  const parts = /^([a-z]+_[\w-]+)\.(\d{1,6})$/.exec(id);
  return parts?.[1] && parts[2] ? { pk: parts[1], sk: eventSortKey(Number(parts[2])) } : undefined;
}

/** The sort key under which an aggregate's n-th event is kept. */
export function eventSortKey(version: number): string {
  return `EVENT#${String(version).padStart(6, '0')}`;
}
