import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { distinguish } from './importance.ts';
import { customers, vehicles } from './store.ts';

/**
 * A vehicle was reworked, or was not after all: whoever brought it is important, or is no more (R60). Throws while the
 * customer's file is not there yet, so that the event is handled again.
 */
export async function distinguishCustomer(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const { aggregateId: vehicleId, customerId } = event;
  const vehicle = await vehicles(table).load(vehicleId);
  if (!vehicle || !customerId) throw new Error(`${event.id} names no vehicle or no customer`);
  const { version, state } = vehicle;
  await customers(table).change(customerId, following(event, now), (known) => {
    if (!known) throw new Error(`the customer of ${event.id} is not there yet`);
    return distinguish(known, customerId, { id: vehicleId, version, reworks: state.reworks });
  });
}
