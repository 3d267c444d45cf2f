import { decide, DecisionSchema } from '../../shared/callbacks/scripts/write.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/scripts/{scriptId}/decisions: approves a version or takes one out of use. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', scriptId = '' } = parameters;
  const decision = parseRequest(DecisionSchema, parseJson(body), 'decision');
  const request = { id, by, now, expected: expectedVersion(headers) };
  const script = await decide({ dealerId, id: scriptId }, decision, request, table);
  return { status: 200, body: script, headers: etagOf(script.version) };
});
