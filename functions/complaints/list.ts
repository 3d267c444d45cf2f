import { listComplaints, ListQuerySchema } from '../../shared/complaints/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/complaints?dealerId=&state=: a dealer's complaints. */
export const handler = httpFunction(async ({ query, staffId }) => {
  const person = await whoAsks(table, staffId);
  const wanted = parseRequest(ListQuerySchema, query, 'query');
  return { status: 200, body: await listComplaints(table, wanted, person) };
});
