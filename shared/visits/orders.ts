import * as v from 'valibot';
import type { Attachment } from '../events/attachment.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Visit } from './visit.ts';

const listed = v.object({ sk: v.string() });

function orderKey(dealerId: string, number: string): string {
  return `orders_${dealerId}#${number}`;
}

/** What leads from a repair order's number to its visits: a DMS may use a number again on another day. */
export function orderListing({ dealerId, number, openedOn }: Visit): Attachment {
  return { pk: orderKey(dealerId, number), sk: openedOn, content: {} };
}

/** The ids of the visits of a repair order, the first day first. */
export async function visitsOfOrder(table: Table, dealerId: string, number: string): Promise<string[]> {
  const items = await table.collection(orderKey(dealerId, number));
  return items.map((item) => idOf('visit', dealerId, number, v.parse(listed, item).sk));
}
