import { showWorklist } from '../../shared/console/worklist.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/worklist: what the person who asks must do. */
export const handler = httpFunction(async ({ query, staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showWorklist(table, person, query['next']) };
});
