import { AttemptBodySchema } from '../../shared/callbacks/attempt.ts';
import { reportAttempt } from '../../shared/callbacks/report-attempt.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/callbacks/{id}/attempts: a caller reports what came of a call. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const attempt = parseRequest(AttemptBodySchema, parseJson(body), 'attempt');
  const answer = await reportAttempt(parameters['id'] ?? '', attempt, { id, key, by, now }, table);
  return { status: 201, body: answer };
});
