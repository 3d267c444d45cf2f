import * as v from 'valibot';
import { idOf } from '../../platform/ids.ts';
import { type Instant, InstantSchema, later } from '../../platform/time.ts';
import { toldEvents } from '../endpoints.ts';
import { nextTry, waits } from './schedule.ts';

/** What came of a try: it was taken, or why not. `interrupted`: nobody came back from it. */
export const tryResults = [
  'taken',
  'refused',
  'gone',
  'redirected',
  'no-answer',
  'unreachable',
  'private-address',
  'interrupted',
] as const;
export type TryResult = (typeof tryResults)[number];

export const TrySchema = v.object({
  at: InstantSchema,
  result: v.picklist(tryResults),
  /** The HTTP status, where there was an answer. */
  status: v.optional(v.number()),
});

export const deliveryTypes = [...toldEvents, 'endpoint.test'] as const;

/** One event for one endpoint, until it is taken or given up. It holds ids and figures, never names or words. */
export const DeliverySchema = v.object({
  /** Names it in its endpoint's list, beginning with its time. */
  id: v.string(),
  endpointId: v.string(),
  /** Whose endpoint it is: the aggregate that knows it. */
  ownerId: v.string(),
  eventId: v.string(),
  type: v.picklist(deliveryTypes),
  /** What is sent, byte for byte the same on each try. */
  body: v.string(),
  filedAt: InstantSchema,
  state: v.picklist(['waiting', 'sending', 'delivered', 'failed', 'dropped']),
  /** When it is to be looked at next: tried, or taken up again where a try did not end. */
  dueAt: v.optional(InstantSchema),
  /** Tries since it was filed or last replayed. */
  tries: v.number(),
  /** The newest tries, in order. */
  attempts: v.array(TrySchema),
  /** The last event that asked for a replay. */
  replay: v.optional(v.string()),
});
export type Delivery = v.InferOutput<typeof DeliverySchema>;

/** A try takes fifteen seconds at most; who has not come back by then never will. */
const minutesToSettle = 2;
const attemptsKept = 30;

/** What names it to the receiver, the same on each try and replay: the receiver's idempotency key. */
export function webhookIdOf({ endpointId, id }: Pick<Delivery, 'endpointId' | 'id'>): string {
  return idOf('msg', endpointId, id);
}

/** Names the delivery of an event in its endpoint's list. */
export function deliveryIdOf(endpointId: string, eventId: string, recordedAt: Instant): string {
  return `${recordedAt}_${idOf('delivery', endpointId, eventId).slice(-10)}`;
}

/** Files an event for an endpoint, due at once; the same event has the same id. */
export function file(
  told: Pick<Delivery, 'endpointId' | 'ownerId' | 'eventId' | 'type' | 'body'>,
  recordedAt: Instant,
): Delivery {
  const id = deliveryIdOf(told.endpointId, told.eventId, recordedAt);
  return { ...told, id, filedAt: recordedAt, state: 'waiting', dueAt: recordedAt, tries: 0, attempts: [] };
}

/** Whether somebody may take it up now. */
export function isDue({ dueAt }: Delivery, now: Instant): boolean {
  return dueAt !== undefined && dueAt <= now;
}

/**
 * Takes it up for a try, which counts from here on; undefined when it is not due. One whose last try never ended is taken
 * up again, or given up when that was the last.
 */
export function claim(delivery: Delivery, now: Instant): Delivery | undefined {
  if (!isDue(delivery, now)) return undefined;
  const known = delivery.state === 'sending' ? noted(delivery, { at: now, result: 'interrupted' }) : delivery;
  if (known.tries >= waits.length) return ended(known, 'failed');
  const dueAt = later(now, { minutes: minutesToSettle });
  return { ...known, state: 'sending', tries: known.tries + 1, dueAt };
}

/** Notes what came of a try: taken, tried again by the schedule (`notBefore`: not earlier), or given up. */
export function conclude(
  delivery: Delivery,
  outcome: v.InferOutput<typeof TrySchema>,
  now: Instant,
  notBefore?: Instant,
): Delivery {
  const known = noted(delivery, outcome);
  if (outcome.result === 'taken') return ended(known, 'delivered');
  if (outcome.result === 'gone') return ended(known, 'failed');
  const dueAt = nextTry(known.tries, now, notBefore);
  return dueAt === undefined ? ended(known, 'failed') : { ...known, state: 'waiting', dueAt };
}

/** Lets it wait, without a try: the receiver wants to be left alone. */
export function postpone(delivery: Delivery, until: Instant): Delivery {
  return { ...delivery, state: 'waiting', dueAt: until };
}

/** Its endpoint is switched off or no more. */
export function drop(delivery: Delivery): Delivery {
  return ended(delivery, 'dropped');
}

/** Begins anew with ten tries, whatever became of it; undefined when this request did so before. */
export function replay(delivery: Delivery, by: string, now: Instant): Delivery | undefined {
  if (delivery.replay === by || delivery.state === 'sending') return undefined;
  return { ...delivery, state: 'waiting', dueAt: now, tries: 0, replay: by };
}

function noted(delivery: Delivery, outcome: v.InferOutput<typeof TrySchema>): Delivery {
  return { ...delivery, attempts: [...delivery.attempts, outcome].slice(-attemptsKept) };
}

function ended(delivery: Delivery, state: 'delivered' | 'failed' | 'dropped'): Delivery {
  return { ...delivery, state, dueAt: undefined };
}
