import { mostRowsOfAVisit } from '../../../shared/visits/imports/batch.ts';
import type { Column } from './columns.ts';

/** A visit of a file, with the data rows that tell of it (counted from 1, without the header). */
export interface FileVisit {
  readonly row: number;
  readonly to: number;
  readonly visit: unknown;
}

interface Branch {
  [name: string]: Branch | string | (Branch | string)[];
}

/**
 * The visits of records in columns, in our own shape with the cells as they stand. Rows with the same repair order, one
 * right after another, are one visit: the first tells of it, and each tells one of its items.
 */
export async function* visitsOf(
  records: AsyncIterable<readonly string[]>,
  columns: readonly Column[],
): AsyncGenerator<FileVisit> {
  let row = 0;
  let open: { order: string; row: number; to: number; visit: Branch; items: Branch[] } | undefined;
  for await (const record of records) {
    row += 1;
    const { visit, item, order } = cellsOf(record, columns);
    if (open && order !== '' && order === open.order && open.items.length < mostRowsOfAVisit) {
      open.to = row;
      if (item) open.items.push(item);
      continue;
    }
    if (open) yield { row: open.row, to: open.to, visit: { ...open.visit, items: open.items } };
    open = { order, row, to: row, visit, items: item ? [item] : [] };
  }
  if (open) yield { row: open.row, to: open.to, visit: { ...open.visit, items: open.items } };
}

/** The records as objects by header, for a mapping that knows how to read them. */
export async function* plainVisitsOf(
  records: AsyncIterable<readonly string[]>,
  columns: readonly Column[],
): AsyncGenerator<FileVisit> {
  let row = 0;
  for await (const record of records) {
    row += 1;
    const cells = columns.map(({ header }, index) => [header, record[index] ?? ''] as const);
    yield { row, to: row, visit: Object.fromEntries(cells.filter(([header]) => header !== '')) };
  }
}

/** The visits of lines of JSON; what is no JSON is left to the server to refuse. */
export async function* jsonVisitsOf(lines: AsyncIterable<{ text: string }>): AsyncGenerator<FileVisit> {
  let row = 0;
  for await (const { text } of lines) {
    row += 1;
    yield { row, to: row, visit: jsonOf(text) };
  }
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

function cellsOf(record: readonly string[], columns: readonly Column[]) {
  const visit: Branch = {};
  const item: Branch = {};
  let order = '';
  for (const [index, { member }] of columns.entries()) {
    const cell = record[index]?.trim() ?? '';
    if (!member || cell === '') continue;
    if (member === 'repairOrder.number') order = cell;
    if (member.startsWith('items.')) item[member.slice('items.'.length)] = cell;
    else set(visit, member.split('.'), cell);
  }
  return { visit, order, item: Object.keys(item).length > 0 ? item : undefined };
}

function set(branch: Branch, [step = '', ...rest]: readonly string[], cell: string): void {
  if (rest[0] === '0') {
    // Of several people in a cell each is one.
    const people = cell.split(/[、,，;；/]/).map((each) => each.trim());
    const known = branch[step];
    const list = Array.isArray(known) ? known : [];
    branch[step] = list;
    for (const [index, person] of people.filter((each) => each !== '').entries()) {
      const there = list[index];
      const entry: Branch = typeof there === 'object' ? there : {};
      entry[rest[1] ?? ''] = person;
      list[index] = entry;
    }
    return;
  }
  if (rest.length === 0) {
    branch[step] = cell;
    return;
  }
  const known = branch[step];
  const next: Branch = typeof known === 'object' && !Array.isArray(known) ? known : {};
  branch[step] = next;
  set(next, rest, cell);
}
