import * as v from 'valibot';
import { AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findCustomer, findPersonal, timelineOf } from './customers.ts';
import { doubtOf } from './doubt-number.ts';
import { linkedRecords } from './linked.ts';
import { entityOfDealer } from './sharing.ts';
import { viewVehicle } from './vehicle-view.ts';

const pageLength = 50;
const vehiclesShown = 10;
const timelineItem = v.object({ event: AnyEventSchema });

/**
 * A customer's file: their vehicles, their records at other stores as far as those may be seen (R03), and what has
 * happened with them, newest first (R04, R05). Throws 404 to people of other dealers.
 */
export async function showCustomer(table: Table, customerId: string, by: Person, cursor?: string) {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const { dealerId, dmsId, locale, kind, consent, vehicleIds, importance, quality, sharing, erased } =
    customer;
  const legalEntity = await entityOfDealer(table, dealerId);
  const shown = vehicleIds.slice(0, vehiclesShown);
  const [personal, timeline, vehicles, linked] = await Promise.all([
    findPersonal(table, customerId),
    timelineOf(table, customerId, pageLength, cursor),
    Promise.all(shown.map((id) => viewVehicle(table, id, { legalEntity, customerId }))),
    linkedRecords(table, customerId, legalEntity),
  ]);
  return {
    id: customerId,
    profile: {
      dealerId,
      dmsId,
      locale,
      kind,
      consent,
      vehicleIds,
      name: personal?.name,
      phone: personal?.phone,
      importance,
      quality,
      sharing,
      erased,
      correctNumber: doubtOf(customer),
    },
    vehicles,
    linked,
    timeline: {
      items: timeline.items.map((item) => {
        const { event } = v.parse(timelineItem, item);
        return { ...stepOf(event), facts: event.facts };
      }),
      ...(timeline.next && { next: timeline.next }),
    },
  };
}
