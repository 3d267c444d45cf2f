import * as v from 'valibot';
import { CutOff, type Destination, Refused, send } from './api.ts';
import type { FileVisit } from './visits.ts';

const refusal = v.object({
  type: v.string(),
  title: v.string(),
  detail: v.string(),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() }))),
});
export type Refusal = v.InferOutput<typeof refusal>;

const batchAnswer = v.object({
  rows: v.array(v.object({ row: v.number(), status: v.string(), problem: v.optional(refusal) })),
});
const view = v.object({
  content: v.optional(v.string()),
  taken: v.array(v.tuple([v.number(), v.number()])),
  next: v.optional(v.number()),
});

/** What an import is told to be, in each of its batches. */
export interface ImportOrder {
  readonly importId: string;
  readonly followUp: boolean;
  readonly content: string;
  readonly format: string;
}

type Hints = Parameters<typeof send>[3];

/** What became of a row of the file: nothing if it was taken. */
export interface Result {
  readonly visit: FileVisit;
  readonly refusal?: Refusal;
}

/** Posts visits as a batch; one that is too large goes in halves. */
export async function postBatch(
  to: Destination,
  order: ImportOrder,
  visits: readonly FileVisit[],
  total: number | undefined,
  hints: Hints,
): Promise<Result[]> {
  const { importId, followUp, content, format } = order;
  const rows = visits.map(({ row, to: last, visit }) => ({ row, ...(last > row && { to: last }), visit }));
  const body = JSON.stringify({ importId, followUp, content, ...(total !== undefined && { total }), rows });
  const path = `/imports?format=${encodeURIComponent(format)}`;
  try {
    const answer = await send(to, { method: 'POST', path, body }, batchAnswer, hints);
    const refusals = new Map(answer.rows.map((each) => [each.row, each.problem]));
    return visits.map((visit) => {
      if (!refusals.has(visit.row)) throw new CutOff(`row ${visit.row} got no answer`);
      const found = refusals.get(visit.row);
      return { visit, ...(found && { refusal: found }) };
    });
  } catch (error) {
    const isTooLarge = error instanceof Refused && error.status === 413 && visits.length > 1;
    if (!isTooLarge) throw error;
    const half = Math.ceil(visits.length / 2);
    const first = await postBatch(to, order, visits.slice(0, half), undefined, hints);
    return [...first, ...(await postBatch(to, order, visits.slice(half), total, hints))];
  }
}

/**
 * What the other side keeps of an import, asked page by page as the file is read: no more than a page of it is held.
 * Nothing counts as done where the import began with another file: each row is then compared over there.
 */
export class Kept {
  readonly #to: Destination;
  readonly #order: ImportOrder;
  readonly #hints: Hints;
  #page: v.InferOutput<typeof view> | undefined;

  private constructor(to: Destination, order: ImportOrder, hints: Hints) {
    this.#to = to;
    this.#order = order;
    this.#hints = hints;
  }

  static async of(to: Destination, order: ImportOrder, hints: Hints): Promise<Kept> {
    const kept = new Kept(to, order, hints);
    await kept.#turnTo(1);
    if (kept.#page?.content !== order.content) kept.#page = undefined;
    return kept;
  }

  /** Whether a row was taken. Rows are asked after in their order. */
  async isTaken({ row }: FileVisit): Promise<boolean> {
    while (this.#page?.next !== undefined && row >= this.#page.next) await this.#turnTo(this.#page.next);
    return this.#page?.taken.some(([from, to]) => row >= from && row <= to) ?? false;
  }

  async #turnTo(row: number): Promise<void> {
    const path = `/imports/${encodeURIComponent(this.#order.importId)}?from=${row}`;
    try {
      this.#page = await send(this.#to, { method: 'GET', path }, view, this.#hints);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
      this.#page = undefined;
    }
  }
}
