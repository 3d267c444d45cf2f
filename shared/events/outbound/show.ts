import * as v from 'valibot';
import { notFound } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import { type Delivery, webhookIdOf } from './delivery.ts';
import { Outbox } from '../store.ts';

/** A delivery as people see it: what was sent, how it stands, and what came of each try. */
export type DeliveryView = Omit<Delivery, 'ownerId' | 'endpointId' | 'replay' | 'tries'> & {
  readonly webhookId: string;
};

export const SentQuerySchema = v.object({ next: v.optional(v.string()) });

/** A page of what an endpoint was sent in the last thirty days, newest first. */
export async function listSent(
  table: Table,
  endpointId: string,
  next?: string,
): Promise<{ items: DeliveryView[]; next?: string }> {
  const page = await new Outbox(table).page(endpointId, next);
  return { ...page, items: page.items.map(viewOf) };
}

/** Throws a 404 problem where an endpoint was never sent that, or it is forgotten by now. */
export async function mustHaveSent(table: Table, endpointId: string, deliveryId: string): Promise<void> {
  if (!(await new Outbox(table).find(endpointId, deliveryId))) throw notFound('delivery');
}

function viewOf(delivery: Delivery): DeliveryView {
  const { id, eventId, type, body, filedAt, state, dueAt, attempts } = delivery;
  const webhookId = webhookIdOf(delivery);
  return { id, webhookId, eventId, type, body, filedAt, state, ...(dueAt && { dueAt }), attempts };
}
