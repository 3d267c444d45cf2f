import { markAsQuality, QualityBodySchema } from '../../shared/customers/quality.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** PUT /v1/customers/{id}/quality: staff found a quality customer, or one that is none any more. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const mark = parseRequest(QualityBodySchema, parseJson(body), 'mark');
  return { status: 200, body: await markAsQuality(parameters['id'] ?? '', mark, { id, by, now }, table) };
});
