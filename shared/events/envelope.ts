import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { TextRequestSchema } from './text-request.ts';

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
  /** It tells of imported history: filed in the customer's timeline, not in the dealer's ledger. */
  imported: v.optional(v.boolean()),
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
