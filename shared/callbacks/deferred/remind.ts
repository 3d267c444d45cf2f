import type * as v from 'valibot';
import { getDealer } from '../../dealers/dealers.ts';
import type { CallbackAttempted } from '../../events/callbacks.ts';
import { following } from '../../events/occasion.ts';
import type { VehicleUpdated } from '../../events/vehicles.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { findVisit } from '../../visits/visits.ts';
import { findCallback } from '../callbacks.ts';
import { callbacks, deferredIdOf } from '../store.ts';
import { follow } from './follow.ts';
import { standingOf } from './standing.ts';

type Heard = v.InferOutput<typeof CallbackAttempted>;
type Updated = v.InferOutput<typeof VehicleUpdated>;

/**
 * Something changed about safety-relevant work that was put off, or the customer spoke of it in another conversation: the
 * callback that the vehicle has for it is planned, noted in, or ended (R23).
 */
export async function remind(event: Heard | Updated, now: Instant, table: Table): Promise<void> {
  const vehicleId = await vehicleOf(event, table);
  if (vehicleId === undefined) return;
  const callbackId = deferredIdOf(vehicleId);
  const standing = await standingOf(table, vehicleId);
  const dealerId = standing.subject?.dealerId ?? (await findCallback(table, callbackId))?.state.dealerId;
  if (dealerId === undefined) return;
  const course = { dealer: await getDealer(table, dealerId), now };
  const heard =
    event.name === 'callback.attempted'
      ? (event.facts.deferred ?? []).map((each) => ({ ...each, at: event.happenedAt }))
      : [];
  await callbacks(table).change(callbackId, following(event, now), (known) =>
    follow(known, standing, course, heard),
  );
}

async function vehicleOf(event: Heard | Updated, table: Table): Promise<string | undefined> {
  if (event.name === 'vehicle.updated') return event.aggregateId;
  const visitId = (await findCallback(table, event.aggregateId))?.state.visitId;
  return visitId === undefined ? undefined : (await findVisit(table, visitId))?.state.vehicleId;
}
