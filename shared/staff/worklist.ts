import * as v from 'valibot';
import type { Table } from '../platform/table.ts';

const pageLength = 50;
const filedItem = v.object({ pk: v.string(), worklistAt: v.string() });

/** Something that a person must do: the aggregate that wants it, and until when. */
export interface FiledWork {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: string;
}

/** What a person must do, soonest first; `next` leads to the page after it. */
export async function worklistOf(
  table: Table,
  staffId: string,
  cursor?: string,
): Promise<{ items: FiledWork[]; next?: string }> {
  const page = await table.page({ index: 'worklist', key: staffId }, pageLength, cursor);
  const items = page.items.map((item) => {
    const { pk, worklistAt } = v.parse(filedItem, item);
    return { id: pk, kind: pk.split('_')[0] ?? '', dueAt: worklistAt.split('#')[0] ?? '' };
  });
  return { items, ...(page.next && { next: page.next }) };
}
