import { readComplaint } from '../../shared/complaints/read.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/complaints/{id}: a complaint with the customer's words and its history; that it was read is recorded. */
export const handler = httpFunction(async ({ id, parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await readComplaint(table, parameters['id'] ?? '', { id, by, now }) };
});
