import * as v from 'valibot';
import type { Table } from '../platform/table.ts';
import { type AnyEvent, AnyEventSchema, eventKey } from './envelope.ts';

const eventItem = v.object({ event: AnyEventSchema });
const longestChain = 100;

/** One step of a history or a chain of causes, for people. */
export interface Step {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly actor: AnyEvent['actor'];
}

/** An event by id, or undefined. */
export async function findEvent(table: Table, id: string): Promise<AnyEvent | undefined> {
  const key = eventKey(id);
  const item = key && (await table.get(key.pk, key.sk));
  return item && v.parse(eventItem, item).event;
}

/** Everything that happened to an aggregate, in order. */
export async function historyOf(table: Table, aggregateId: string): Promise<AnyEvent[]> {
  const items = await table.collection(aggregateId, 'EVENT#');
  return items.map((item) => v.parse(eventItem, item).event);
}

/**
 * What led to an event, nearest first, back to the origin: a request, a text or a command is the last step. The event
 * itself is not among them.
 */
export async function causesOf(table: Table, event: AnyEvent): Promise<Step[]> {
  const events = await behind(event, (id) => findEvent(table, id));
  const { cause, happenedAt, actor } = events.at(-1) ?? event;
  const origin = { id: cause.id, name: cause.kind, at: happenedAt, actor };
  const steps = [...events.map(stepOf), ...(cause.kind === 'event' ? [] : [origin])];
  return steps.slice(0, longestChain);
}

/** The events that led to an event, nearest first, as far as they are there. */
export async function behind(
  event: AnyEvent,
  find: (id: string) => Promise<AnyEvent | undefined>,
): Promise<AnyEvent[]> {
  const events: AnyEvent[] = [];
  let effect: AnyEvent | undefined = event;
  while (events.length < longestChain && effect.cause.kind === 'event') {
    effect = await find(effect.cause.id);
    if (!effect) break;
    events.push(effect);
  }
  return events;
}

/** An event as a step. */
export function stepOf(event: AnyEvent): Step {
  return { id: event.id, name: event.name, at: event.happenedAt, actor: event.actor };
}
