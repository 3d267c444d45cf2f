import { VerifyQuerySchema, verifyForStaff } from '../../shared/complaints/verify.ts';
import { connectLockedFiles } from '../../shared/platform/connect-locked-files.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const deps = { table: connectTable(), files: connectLockedFiles() };

/** GET /v1/dealers/{dealerId}/proof?month=2026-03: whether the record of complaints still is what was written and sealed. */
export const handler = httpFunction(async ({ parameters, query, staffId }) => {
  const by = await whoAsks(deps.table, staffId);
  const { month } = parseRequest(VerifyQuerySchema, query, 'query');
  const dealerId = parameters['dealerId'] ?? '';
  return { status: 200, body: await verifyForStaff({ dealerId, month, by }, deps) };
});
