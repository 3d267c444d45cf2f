import { showPromise } from '../../shared/callbacks/promises/promises.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/promises/{id}: a promise with all that happened to it. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showPromise(table, parameters['id'] ?? '', person) };
});
