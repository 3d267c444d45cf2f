import { showComplaint } from '../../shared/complaints/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/complaints/{id}: a complaint with the customer's words and its history. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showComplaint(table, parameters['id'] ?? '', person) };
});
