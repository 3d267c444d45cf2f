import { decideLink, MergeBodySchema } from '../../shared/customers/merge.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/customers/{id}/merge: staff say that two records are one customer's. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const decision = parseRequest(MergeBodySchema, parseJson(body), 'merge');
  const answer = await decideLink(parameters['id'] ?? '', decision, 'merged', { id, key, by, now }, table);
  return { status: 200, body: answer };
});
