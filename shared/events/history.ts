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
  const steps: Step[] = [];
  let effect = event;
  while (steps.length < longestChain) {
    const { cause } = effect;
    if (cause.kind !== 'event') {
      steps.push({ id: cause.id, name: cause.kind, at: effect.happenedAt, actor: effect.actor });
      break;
    }
    const found = await findEvent(table, cause.id);
    if (!found) break;
    steps.push(stepOf(found));
    effect = found;
  }
  return steps;
}

/** An event as a step. */
export function stepOf(event: AnyEvent): Step {
  return { id: event.id, name: event.name, at: event.happenedAt, actor: event.actor };
}
