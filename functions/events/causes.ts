import { showCauses } from '../../shared/console/causes.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/events/{id}/causes: what led to an event, back to the origin. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await showCauses(table, parameters['id'] ?? '', person) };
});
