import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { everybodyAt } from './customers.ts';
import { note } from './link.ts';
import { relate } from './match.ts';
import { findRecord } from './records.ts';
import { linkBetween, links } from './store.ts';

/**
 * A customer's file learnt something: notes which records of other stores, or of the same one, are the same customer's
 * (R03). Whatever shares a phone, a vehicle or a plate with it is compared.
 */
export async function recogniseCustomer(
  event: Pick<AnyEvent, 'id' | 'happenedAt'> & { readonly aggregateId: string },
  now: Instant,
  table: Table,
): Promise<void> {
  const record = await findRecord(table, event.aggregateId);
  if (!record) return;
  const { handsetIds, vehicleIds, plateIds, customerId } = record.facts;
  const places = [...handsetIds, ...vehicleIds, ...plateIds];
  const found = await Promise.all(places.map((id) => everybodyAt(table, id)));
  const others = new Set(found.flat().map((each) => each.customerId));
  others.delete(customerId);
  for (const otherId of [...others].sort()) {
    const other = await findRecord(table, otherId);
    if (!other) continue;
    const { linkId, customerIds } = linkBetween(customerId, otherId);
    const [first, second] = customerIds[0] === customerId ? [record, other] : [other, record];
    const relation = relate(first.facts, second.facts);
    await links(table).change(linkId, following(event, now), (known) =>
      note(known, customerIds, relation, [first.version, second.version]),
    );
  }
}
