import * as v from 'valibot';
import type { Attachment } from '../events/attachment.ts';
import type { Table } from '../platform/table.ts';

const numberItem = v.object({ phone: v.string() });
const sortKey = 'NUMBER';

/** The item that keeps the number of a phone that wrote to us: personal data of its own. */
export function numberAttachment(handsetId: string, phone: string): Attachment {
  return { pk: handsetId, sk: sortKey, content: { phone } };
}

/** Where it lies. */
export function numberKey(handsetId: string): { pk: string; sk: string } {
  return { pk: handsetId, sk: sortKey };
}

/** The number of a phone that wrote to us once; undefined if it never did, or was erased. */
export async function findNumber(table: Table, handsetId: string): Promise<string | undefined> {
  const item = await table.get(handsetId, sortKey);
  return item && v.parse(numberItem, item).phone;
}
