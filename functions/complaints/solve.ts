import { SolveBodySchema, solveComplaint } from '../../shared/complaints/solve.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/complaints/{id}/solve: staff say that it is solved, and the customer is asked. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { resolution } = parseRequest(SolveBodySchema, parseJson(body), 'solution');
  const answer = await solveComplaint(parameters['id'] ?? '', resolution, { id, key, by, now }, table);
  return { status: 200, body: answer };
});
