import { ComplaintBodySchema, openByStaff } from '../../shared/complaints/open.ts';
import { showComplaint } from '../../shared/complaints/show.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/complaints: a member of staff takes a complaint down. */
export const handler = httpFunction(async ({ id, key, body, staffId, now }) => {
  const by = await whoAsks(deps.table, staffId);
  const complaint = parseRequest(ComplaintBodySchema, parseJson(body), 'complaint');
  const opened = await openByStaff(complaint, { id, key, by, now }, deps);
  return { status: 201, body: await showComplaint(deps.table, opened.id, by) };
});
