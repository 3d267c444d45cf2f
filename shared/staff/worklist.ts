import * as v from 'valibot';
import type { Table } from '../platform/table.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';

const pageLength = 50;
const filedItem = v.object({ pk: v.string(), worklistAt: v.string() });

/** Something that a person must do: the aggregate that wants it, and until when. */
export interface FiledWork {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: Instant;
  /** Which part of it, where somebody must do only that. */
  readonly part?: string;
}

/** What a person must do, soonest first; `next` leads to the page after it. */
export async function worklistOf(
  table: Table,
  staffId: string,
  cursor?: string,
): Promise<{ items: FiledWork[]; next?: string }> {
  const page = await table.page({ index: 'worklist', key: staffId }, pageLength, cursor);
  return { items: page.items.map(filedIn), ...(page.next && { next: page.next }) };
}

/** All that a person must do, soonest first. The index may lag: decide on what is loaded. */
export async function allFiledFor(table: Table, staffId: string): Promise<FiledWork[]> {
  return (await table.all({ index: 'worklist', key: staffId })).map(filedIn);
}

/** The ids of all that a person must do, of one kind. */
export async function allWorkOf(table: Table, staffId: string, kind: string): Promise<string[]> {
  const work = await allFiledFor(table, staffId);
  return work.filter((each) => each.kind === kind).map(({ id }) => id);
}

function filedIn(item: Readonly<Record<string, unknown>>): FiledWork {
  const { pk, worklistAt } = v.parse(filedItem, item);
  const [dueAt, , part] = worklistAt.split('#');
  return {
    id: pk,
    kind: pk.split('_')[0] ?? '',
    dueAt: v.parse(InstantSchema, dueAt),
    ...(part !== undefined && { part }),
  };
}
