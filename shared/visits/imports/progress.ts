import * as v from 'valibot';

const rowsOfAWindow = 100;
const mostFaults = 5;
const longestDetail = 300;

/** Why a row was refused, short enough for a hundred of them to be one item. */
export const RefusalSchema = v.object({
  type: v.string(),
  title: v.string(),
  detail: v.string(),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() }))),
});
export type Refusal = v.InferOutput<typeof RefusalSchema>;

/** What came of a row: its last row if it has several, the digest of its content, and why it was refused if it was. */
export const RowOutcomeSchema = v.object({
  to: v.optional(v.number()),
  digest: v.string(),
  refusal: v.optional(RefusalSchema),
});
export type RowOutcome = v.InferOutput<typeof RowOutcomeSchema>;

/** What came of the rows that begin in a window of a hundred, by row. */
export const WindowSchema = v.object({ rows: v.record(v.string(), RowOutcomeSchema) });
export type Window = v.InferOutput<typeof WindowSchema>;

/** From a row to a row, both included. */
export type Range = readonly [from: number, to: number];

/** In which window a row is noted: 0 for the rows 1 to 100. */
export function windowOf(row: number): number {
  return Math.floor((row - 1) / rowsOfAWindow);
}

/** The last row that may begin in a window. */
export function lastOfWindow(window: number): number {
  return (window + 1) * rowsOfAWindow;
}

/** A refusal as it is kept: bounded, whatever was wrong. */
export function bounded({ type, title, detail, errors = [] }: Refusal): Refusal {
  const kept = errors.slice(0, mostFaults).map((each) => ({
    pointer: each.pointer.slice(0, longestDetail),
    detail: each.detail.slice(0, longestDetail),
  }));
  return { type, title, detail: detail.slice(0, longestDetail), ...(kept.length > 0 && { errors: kept }) };
}

/**
 * A window with what came of further rows; undefined if it knew all of it. What was taken stays taken, whatever a
 * batch that was sent at the same time says.
 */
export function noted(
  known: Window | undefined,
  outcomes: ReadonlyMap<number, RowOutcome>,
): Window | undefined {
  const rows = { ...known?.rows };
  let isNews = false;
  for (const [row, outcome] of outcomes) {
    const before = rows[row];
    if (before && (!before.refusal || JSON.stringify(before) === JSON.stringify(outcome))) continue;
    rows[row] = outcome;
    isNews = true;
  }
  return isNews ? { rows } : undefined;
}

/** What windows say of the rows from one to another: taken, refused, and of which nothing has come. */
export function tally(
  windows: readonly Window[],
  [from, to]: Range,
): { taken: Range[]; refused: { row: number; to?: number; refusal: Refusal }[]; missing: Range[] } {
  const all = windows
    .flatMap(({ rows }) => Object.entries(rows).map(([row, outcome]) => ({ row: Number(row), ...outcome })))
    .sort((a, b) => a.row - b.row);
  const taken: Range[] = [];
  const missing: Range[] = [];
  const refused: { row: number; to?: number; refusal: Refusal }[] = [];
  let next = from;
  for (const { row, to: last = row, refusal } of all) {
    // Of a row before them only how far it reaches counts.
    if (row < from) {
      next = Math.max(next, last + 1);
      continue;
    }
    if (row > next) missing.push([next, row - 1]);
    if (refusal) refused.push({ row, ...(last > row && { to: last }), refusal });
    else extend(taken, [row, last]);
    next = Math.max(next, last + 1);
  }
  if (next <= to) missing.push([next, to]);
  return { taken, refused, missing };
}

function extend(ranges: Range[], [from, to]: Range): void {
  const last = ranges.at(-1);
  if (last && last[1] + 1 === from) ranges[ranges.length - 1] = [last[0], to];
  else ranges.push([from, to]);
}
