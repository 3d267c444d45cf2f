import { showConsents } from '../../shared/messages/consents.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/customers/{id}/consents: what a customer may be texted for, with proof. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await showConsents(parameters['id'] ?? '', by, table) };
});
