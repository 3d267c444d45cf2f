import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { FiguresQuerySchema, showFigures } from '../../shared/surveys/figures/show-figures.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/satisfaction?month=2026-03: how satisfied customers are, and who said nothing. */
export const handler = httpFunction(async ({ parameters, query, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { month } = parseRequest(FiguresQuerySchema, query, 'query');
  return { status: 200, body: await showFigures(table, parameters['dealerId'] ?? '', month, { by, now }) };
});
