import type { CallbackAttempted } from '../events/callbacks.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import type { InferOutput } from 'valibot';
import { request } from './bookings/booking.ts';
import { findCallback } from './callbacks.ts';
import { listing } from './promises/make-promise.ts';
import { make } from './promises/promise.ts';
import { appointments, promises } from './store.ts';

/** What was agreed in a call is carried out: its promises are taken down (R16), and the appointment is asked for (R28). */
export async function carryOut(
  event: InferOutput<typeof CallbackAttempted>,
  now: Instant,
  table: Table,
): Promise<void> {
  const callbackId = event.aggregateId;
  const callback = (await findCallback(table, callbackId))?.state;
  if (!callback) throw new Error(`the callback of ${event.id} is not there`);
  const { dealerId, customerId, visitId } = callback;
  const by = event.actor.id ?? '';
  const occasion = following(event, now, event.actor);
  for (const { id, what, ownerId, dueAt } of event.facts.promises ?? []) {
    const facts = { dealerId, customerId, callbackId, what, madeBy: by, ownerId, dueAt };
    const attached = customerId ? [listing(id, customerId, event.recordedAt)] : [];
    await promises(table).change(id, occasion, (known) => make(known, facts, attached));
  }
  const { booking } = event.facts;
  if (!booking) return;
  const { id, ...wish } = booking;
  const appointment = { dealerId, customerId, visitId, callbackId, ...wish, takenBy: by };
  await appointments(table).change(id, occasion, (known) => request(known, appointment));
}
