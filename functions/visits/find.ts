import { RepairOrderQuerySchema, whatBecameOf } from '../../shared/console/repair-order.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { mustServe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/visits?repairOrder=: what became of a repair order, for staff. */
export const handler = httpFunction(async ({ parameters, query, staffId }) => {
  const dealerId = parameters['dealerId'] ?? '';
  mustServe(await whoAsks(table, staffId), dealerId, 'dealer');
  const { repairOrder } = parseRequest(RepairOrderQuerySchema, query, 'query');
  return { status: 200, body: await whatBecameOf(table, dealerId, repairOrder) };
});
