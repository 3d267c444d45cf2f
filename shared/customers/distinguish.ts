import type { DomainEvent } from '../events/catalogue.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findVisit } from '../visits/visits.ts';
import { distinguish, heedComplaint } from './importance.ts';
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

/**
 * A customer complained, or added something (R60). One of whom no file is kept here cannot be distinguished. Throws while
 * the file is not there yet, so that the event is handled again.
 */
export async function heedComplaintOf(
  event: Extract<DomainEvent, { name: 'complaint.opened' | 'complaint.words-added' }>,
  now: Instant,
  table: Table,
): Promise<void> {
  const { aggregateId: complaintId, customerId, happenedAt: at } = event;
  if (!customerId) return;
  const { severity } = event.facts;
  const visitId = event.name === 'complaint.opened' ? event.facts.visitId : undefined;
  const advisorId = visitId && (await findVisit(table, visitId))?.state.advisorId;
  const grievance = { complaintId, severity, at, ...(advisorId && { advisorId }) };
  await customers(table).change(customerId, following(event, now), (known) => {
    if (!known) throw new Error(`the customer of ${event.id} is not there yet`);
    return heedComplaint(known, customerId, grievance);
  });
}
