import { showContacts } from '../../shared/console/why/contacts.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/customers/{id}/contacts: why each contact was or was not made. */
export const handler = httpFunction(async ({ parameters, query, staffId }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await showContacts(table, parameters['id'] ?? '', by, query['next']) };
});
