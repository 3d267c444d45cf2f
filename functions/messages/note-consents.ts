import { ConsentBodySchema, noteConsents } from '../../shared/messages/consents.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/customers/{id}/consents: a customer told staff what they may be texted for. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const told = parseRequest(ConsentBodySchema, parseJson(body), 'consent');
  const answer = await noteConsents(parameters['id'] ?? '', told, { id, key, by, now }, table);
  return { status: 200, body: answer };
});
