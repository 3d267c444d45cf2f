import * as v from 'valibot';
import { AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findCustomer, findPersonal, timelineOf } from './customers.ts';

const pageLength = 50;
const timelineItem = v.object({ event: AnyEventSchema });

/** A customer's file and what has happened with them, newest first (R04, R05). Throws 404 to people of other dealers. */
export async function showCustomer(table: Table, customerId: string, by: Person, cursor?: string) {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const [personal, timeline] = await Promise.all([
    findPersonal(table, customerId),
    timelineOf(table, customerId, pageLength, cursor),
  ]);
  const { dealerId, dmsId, locale, kind, consent, vehicleIds } = customer;
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
    },
    timeline: {
      items: timeline.items.map((item) => {
        const { event } = v.parse(timelineItem, item);
        return { ...stepOf(event), facts: event.facts };
      }),
      ...(timeline.next && { next: timeline.next }),
    },
  };
}
