import { showCustomer } from '../../shared/customers/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/customers/{id}: the customer file and timeline. */
export const handler = httpFunction(async ({ parameters, query, staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showCustomer(table, parameters['id'] ?? '', person, query['next']) };
});
