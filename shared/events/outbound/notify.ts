import type { Instant } from '../../platform/time.ts';
import type { DomainEvent } from '../catalogue.ts';
import { endpointsFor, type Owned } from './administer.ts';
import { type Delivery, file, replay } from './delivery.ts';
import { type SendDeps, trySending } from './send.ts';
import { Outbox } from '../store.ts';
import { bodyOf, toldOf } from './told.ts';

/**
 * Tells every endpoint that wants to know of an event: files a delivery for each, and tries what is due. An event that
 * is heard again is filed once. Answers when the first of what failed is due again: `deliverDue` will find it, and
 * hearing the event again at that time is more punctual.
 */
export async function notify(event: DomainEvent, deps: SendDeps): Promise<Instant | undefined> {
  if (event.name === 'endpoint.replay-requested') return replayAt(event.facts, event.id, deps);
  const filed = await filedFor(event, deps);
  const outbox = new Outbox(deps.table);
  const dueTimes = await Promise.all(
    filed.map(async (delivery) => {
      const isNew = await outbox.file(delivery);
      const kept = isNew ? { version: 1, delivery } : await outbox.find(delivery.endpointId, delivery.id);
      return kept && (await trySending(kept, deps)).dueAt;
    }),
  );
  return dueTimes.filter((dueAt) => dueAt !== undefined).sort()[0];
}

async function filedFor(event: DomainEvent, { table }: SendDeps): Promise<Delivery[]> {
  if (event.dealerId === undefined) return [];
  const known = await endpointsFor(table, event.dealerId);
  if (event.name === 'endpoint.test-requested') {
    const { endpointId } = event.facts;
    const data = { eventId: event.id, dealerId: event.dealerId, endpointId };
    const body = bodyOf('endpoint.test', event.happenedAt, data);
    return known
      .filter(({ endpoint }) => endpoint.id === endpointId)
      .map((owned) => fileFor(owned, event, 'endpoint.test', body));
  }
  const told = toldOf(event);
  if (!told) return [];
  const body = bodyOf(told.type, event.happenedAt, told.data);
  return known
    .filter(({ endpoint }) => !endpoint.disabled && endpoint.events.includes(told.type))
    .map((owned) => fileFor(owned, event, told.type, body));
}

function fileFor(
  { ownerId, endpoint }: Owned,
  { id: eventId, recordedAt }: DomainEvent,
  type: Delivery['type'],
  body: string,
): Delivery {
  return file({ endpointId: endpoint.id, ownerId, eventId, type, body }, recordedAt);
}

async function replayAt(
  { endpointId, deliveryId }: { endpointId: string; deliveryId: string },
  by: string,
  deps: SendDeps,
): Promise<Instant | undefined> {
  const outbox = new Outbox(deps.table);
  const kept = await outbox.find(endpointId, deliveryId);
  const anew = kept && replay(kept.delivery, by, deps.clock.now());
  const replayed = anew ? await outbox.save(kept, anew) : kept;
  return replayed && (await trySending(replayed, deps)).dueAt;
}
