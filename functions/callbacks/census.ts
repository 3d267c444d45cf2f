import { CensusQuerySchema, showCensus } from '../../shared/callbacks/show-census.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/census?month=2026-03: every delivered visit, asked or not asked with its reason. */
export const handler = httpFunction(async ({ parameters, query, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { month } = parseRequest(CensusQuerySchema, query, 'query');
  return { status: 200, body: await showCensus(table, parameters['dealerId'] ?? '', month, { by, now }) };
});
