import { ScriptQuerySchema, showScript } from '../../shared/callbacks/scripts/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { etagOf } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/scripts/{scriptId}: a script and what each version yielded. */
export const handler = httpFunction(async ({ parameters, query, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', scriptId = '' } = parameters;
  const wanted = parseRequest(ScriptQuerySchema, query, 'query');
  const script = await showScript(table, { dealerId, id: scriptId }, wanted, by, now);
  return { status: 200, body: script, headers: etagOf(script.version) };
});
