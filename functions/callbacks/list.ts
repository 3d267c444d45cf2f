import { listCallbacks, ListQuerySchema } from '../../shared/callbacks/list.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/callbacks: what is planned or to be done at a dealer. */
export const handler = httpFunction(async ({ query, staffId }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await listCallbacks(table, parseRequest(ListQuerySchema, query, 'query'), by) };
});
