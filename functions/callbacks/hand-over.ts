import { HandOverBodySchema, handOverCall } from '../../shared/callbacks/hand-over.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/callbacks/{id}/hand-over: a colleague is to make this call, for a reason. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const handOver = parseRequest(HandOverBodySchema, parseJson(body), 'hand-over');
  const answer = await handOverCall(parameters['id'] ?? '', handOver, { id, key, by, now }, table);
  return { status: 200, body: answer };
});
