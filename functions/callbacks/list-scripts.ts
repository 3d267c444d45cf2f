import { listScripts } from '../../shared/callbacks/scripts/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/scripts: the scripts of a dealer, its own and the group's. */
export const handler = httpFunction(async ({ parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await listScripts(table, parameters['dealerId'] ?? '', by, now) };
});
