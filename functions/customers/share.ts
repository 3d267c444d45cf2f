import { shareCustomer, SharingBodySchema } from '../../shared/customers/share.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/customers/{id}/sharing: the customer allowed or forbade other companies to see their visits here. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const sharing = parseRequest(SharingBodySchema, parseJson(body), 'consent');
  const answer = await shareCustomer(parameters['id'] ?? '', sharing, { id, by, now }, table);
  return { status: 200, body: answer };
});
