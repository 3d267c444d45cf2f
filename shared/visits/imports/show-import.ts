import * as v from 'valibot';
import { parseRequest } from '../../platform/parse.ts';
import { notFound } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { type DealerRequest, senderOf } from '../sender.ts';
import { ImportIdSchema, mostRowsOfAVisit } from './batch.ts';
import { lastOfWindow, type Range, type Refusal, tally, windowOf } from './progress.ts';
import { loadHead, pageOfWindows } from './store.ts';

/** From which row on an import is told of. */
export const ImportQuerySchema = v.object({
  from: v.optional(
    v.pipe(v.string(), v.regex(/^[1-9]\d{0,6}$/, 'must be the number of a row'), v.transform(Number)),
    '1',
  ),
});

/** What has come of an import, up to some two thousand rows at a time; `next` is the row from which to ask on. */
export interface ImportView {
  readonly importId: string;
  readonly followUp: boolean;
  readonly format?: string | undefined;
  readonly content?: string | undefined;
  readonly begunAt: Instant;
  readonly total?: number | undefined;
  readonly taken: readonly Range[];
  readonly refused: readonly { row: number; to?: number; problem: Refusal }[];
  readonly missing: readonly Range[];
  readonly next?: number;
}

/**
 * What has come of an import: which rows were taken, which refused and why, of which nothing is here. Throws a 401
 * problem for a signature and 404 for an import that has not begun.
 */
export async function showImport(
  request: DealerRequest & { readonly importId: string; readonly from?: string | undefined },
  now: Instant,
  deps: { readonly table: Table; readonly secret: GroupSecret },
): Promise<ImportView> {
  const { dealer } = await senderOf(request, now, deps);
  const query = request.from === undefined ? {} : { from: request.from };
  const { from } = parseRequest(ImportQuerySchema, query, 'query');
  const importId = v.safeParse(ImportIdSchema, request.importId);
  const known = importId.success ? await loadHead(deps.table, dealer.id, importId.output) : undefined;
  if (!known || !importId.success) throw notFound('import');
  const start = windowOf(from) * 100 + 1;
  const { windows, next } = await pageOfWindows(
    deps.table,
    dealer.id,
    importId.output,
    // A visit of an earlier window may reach into this page.
    Math.max(1, start - mostRowsOfAVisit),
  );
  const end = next === undefined ? Math.max(known.head.total ?? 0, start - 1) : lastOfWindow(next - 1);
  const { taken, refused, missing } = tally(windows, [start, end]);
  return {
    importId: importId.output,
    ...known.head,
    taken,
    refused: refused.map(({ refusal, ...rows }) => ({ ...rows, problem: refusal })),
    missing,
    ...(next !== undefined && { next: lastOfWindow(next - 1) + 1 }),
  };
}
