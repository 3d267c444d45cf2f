import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { listForStaff } from '../../shared/visits/mapping/mappings.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/mappings: every version of a dealer's mappings. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await listForStaff({ dealerId: parameters['dealerId'] ?? '', by }, table) };
});
