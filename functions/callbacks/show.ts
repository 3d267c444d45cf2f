import { showCallback } from '../../shared/callbacks/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/callbacks/{id}: the callback form. */
export const handler = httpFunction(async ({ parameters, staffId, now }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showCallback(table, parameters['id'] ?? '', person, now) };
});
