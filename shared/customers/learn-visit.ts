import type { Changed } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findVisit, findVisitDetails } from '../visits/visits.ts';
import type { Customer } from './customer.ts';
import { learn } from './lesson.ts';
import { customers } from './store.ts';

/** Brings the customer file up to what a visit tells (R03, R05). `event` is the visit's event that led here. */
export async function learnFromVisit(
  event: Pick<AnyEvent, 'id' | 'aggregateId' | 'happenedAt'>,
  now: Instant,
  table: Table,
): Promise<Changed<Customer> | undefined> {
  const visit = (await findVisit(table, event.aggregateId))?.state;
  const details = await findVisitDetails(table, event.aggregateId);
  // Without details the visit was erased, and the file must not learn it back.
  if (!visit || !details) return undefined;
  const lesson = {
    customerId: visit.customerId,
    customer: {
      dealerId: visit.dealerId,
      dmsId: details.customer.id,
      handsetId: visit.handsetId,
      locale: visit.locale,
      kind: details.customer.kind,
      consent: details.contact?.consent ?? {},
      learntFrom: {
        visitId: event.aggregateId,
        openedAt: details.repairOrder.openedAt,
        receivedAt: visit.receivedAt,
      },
    },
    vehicleId: visit.vehicleId,
    plateId: visit.plateId,
    personal: { name: details.customer.name, phone: details.customer.phone },
  };
  const occasion = following(event, now, { kind: 'dms', id: visit.dealerId });
  return customers(table).change(visit.customerId, occasion, (known) => learn(known, lesson));
}
