import type { Table } from '../../platform/table.ts';
import { Outbox } from '../store.ts';
import type { AnyEvent } from '../envelope.ts';
import { endpointsFor } from './administer.ts';
import { deliveryIdOf } from './delivery.ts';

/** What came of telling each system of a dealer an event: how the delivery stands, and its last try. */
export async function fatesOf(table: Table, { id, dealerId, recordedAt }: AnyEvent) {
  if (dealerId === undefined) return [];
  const outbox = new Outbox(table);
  const fates = await Promise.all(
    (await endpointsFor(table, dealerId)).map(async ({ endpoint }) => {
      const kept = await outbox.find(endpoint.id, deliveryIdOf(endpoint.id, id, recordedAt));
      return (
        kept && {
          system: endpoint.description,
          state: kept.delivery.state,
          last: kept.delivery.attempts.at(-1),
        }
      );
    }),
  );
  return fates.flatMap((fate) => fate ?? []);
}
