import { findCustomer } from '../customers/customers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { causesOf, findEvent, type Step } from '../events/history.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';

/** What led to an event, nearest first. Throws 404 to people of other dealers. */
export async function showCauses(table: Table, eventId: string, by: Person): Promise<{ items: Step[] }> {
  const event = await findEvent(table, eventId);
  if (!event) throw notFound('event');
  const dealerId = await dealerOf(table, event);
  if (dealerId) mustServe(by, dealerId, 'event');
  return { items: await causesOf(table, event) };
}

/** The dealer of an event, or of its customer; an event with neither belongs to the group. */
async function dealerOf(table: Table, event: AnyEvent): Promise<string | undefined> {
  if (event.dealerId || !event.customerId) return event.dealerId;
  return (await findCustomer(table, event.customerId))?.dealerId;
}
