import { CountsQuerySchema, showCounts } from '../../shared/complaints/show-counts.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/complaint-counts?month=2026-03: what customers complained of, and what came back. */
export const handler = httpFunction(async ({ parameters, query, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { month } = parseRequest(CountsQuerySchema, query, 'query');
  return { status: 200, body: await showCounts(table, parameters['dealerId'] ?? '', month, { by, now }) };
});
