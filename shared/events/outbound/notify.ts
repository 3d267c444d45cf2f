import type { DomainEvent } from '../catalogue.ts';
import { endpointsFor, type Owned } from './administer.ts';
import { type Delivery, file, replay } from './delivery.ts';
import { type SendDeps, trySending } from './send.ts';
import { Outbox } from '../store.ts';
import { bodyOf, toldOf } from './told.ts';

/**
 * Tells every endpoint that wants to know of an event: files a delivery for each, and tries each once at once; what
 * fails is left to `deliverDue`. An event that is heard twice is filed once.
 */
export async function notify(event: DomainEvent, deps: SendDeps): Promise<void> {
  if (event.name === 'endpoint.replay-requested') {
    await replayAt(event.facts, event.id, deps);
    return;
  }
  const filed = await filedFor(event, deps);
  const outbox = new Outbox(deps.table);
  await Promise.all(
    filed.map(async (delivery) => {
      const isNew = await outbox.file(delivery);
      const kept = isNew ? { version: 1, delivery } : await outbox.find(delivery.endpointId, delivery.id);
      if (kept) await trySending(kept, deps);
    }),
  );
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
): Promise<void> {
  const outbox = new Outbox(deps.table);
  const kept = await outbox.find(endpointId, deliveryId);
  const anew = kept && replay(kept.delivery, by, deps.clock.now());
  const replayed = anew && (await outbox.save(kept, anew));
  if (replayed) await trySending(replayed, deps);
}
