import { erase, ErasureBodySchema } from '../../shared/customers/erase.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/erasures: a customer asked that their name, numbers and words be deleted. */
export const handler = httpFunction(async ({ id, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const wanted = parseRequest(ErasureBodySchema, parseJson(body), 'erasure');
  return { status: 200, body: await erase(wanted, { id, by, now }, table) };
});
