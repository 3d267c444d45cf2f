import * as v from 'valibot';
import { InstantSchema } from '../../platform/time.ts';
import { Conflict, type Table } from '../../platform/table.ts';
import { noted, type RowOutcome, type Window, WindowSchema, windowOf } from './progress.ts';

/** What is told of an import once: it must be the same in all its batches. */
export const HeadSchema = v.object({
  followUp: v.boolean(),
  format: v.optional(v.string()),
  /** Digest of the file with which it began. */
  content: v.optional(v.string()),
  begunAt: InstantSchema,
  /** How many rows it has, once that is known. */
  total: v.optional(v.number()),
});
export type Head = v.InferOutput<typeof HeadSchema>;

const headItem = v.object({ version: v.number(), head: HeadSchema });
const windowItem = v.object({ sk: v.string(), version: v.number(), window: WindowSchema });
const windowsOfAPage = 20;
const attempts = 8;

function keyOf(dealerId: string, importId: string): string {
  return `import_${dealerId}#${importId}`;
}

function windowKey(window: number): string {
  return `ROWS#${String(window).padStart(6, '0')}`;
}

/** How an import began, and how many rows it is known to have; undefined where it has not begun. */
export async function loadHead(
  table: Table,
  dealerId: string,
  importId: string,
): Promise<{ version: number; head: Head } | undefined> {
  const item = await table.get(keyOf(dealerId, importId), 'HEAD');
  return item && v.parse(headItem, item);
}

/** Writes an import's head over the version that was read. Throws `Conflict` where somebody was faster. */
export async function saveHead(
  table: Table,
  dealerId: string,
  importId: string,
  head: Head,
  version: number,
): Promise<void> {
  const item = { pk: keyOf(dealerId, importId), sk: 'HEAD', v: 1, version: version + 1, head };
  await table.commit([table.putVersion(item, version)]);
}

/** What came of the rows that begin in the windows of these rows. */
export async function loadWindows(
  table: Table,
  dealerId: string,
  importId: string,
  rows: readonly number[],
): Promise<Window[]> {
  const windows = [...new Set(rows.map(windowOf))];
  const found = await Promise.all(windows.map((each) => loadWindow(table, keyOf(dealerId, importId), each)));
  return found.flatMap((each) => each?.window ?? []);
}

async function loadWindow(table: Table, pk: string, window: number) {
  const item = await table.get(pk, windowKey(window));
  return item && v.parse(windowItem, item);
}

/** Notes what came of rows: one write for each window of a hundred rows, however many batches write to it. */
export async function noteRows(
  table: Table,
  dealerId: string,
  importId: string,
  outcomes: ReadonlyMap<number, RowOutcome>,
): Promise<void> {
  const pk = keyOf(dealerId, importId);
  for (const number of new Set([...outcomes.keys()].map(windowOf))) {
    const theirs = new Map([...outcomes].filter(([row]) => windowOf(row) === number));
    for (let attempt = 1; ; attempt += 1) {
      const known = await loadWindow(table, pk, number);
      const window = noted(known?.window, theirs);
      if (!window) break;
      const version = known?.version ?? 0;
      try {
        const item = { pk, sk: windowKey(number), v: 1, version: version + 1, window };
        await table.commit([table.putVersion(item, version)]);
        break;
      } catch (error) {
        if (!(error instanceof Conflict) || attempt === attempts) throw error;
      }
    }
  }
}

/** A page of windows from that of a row on; `next` is the number of the first window after the page, if there may be any. */
export async function pageOfWindows(
  table: Table,
  dealerId: string,
  importId: string,
  row: number,
): Promise<{ windows: Window[]; next?: number }> {
  const query = { key: keyOf(dealerId, importId), from: windowKey(windowOf(row)), upTo: 'ROWS#~' };
  const page = await table.page(query, windowsOfAPage);
  const found = page.items.map((each) => v.parse(windowItem, each));
  const last = found.at(-1);
  const next = page.next && last ? { next: Number(last.sk.slice('ROWS#'.length)) + 1 } : {};
  return { windows: found.map(({ window }) => window), ...next };
}
