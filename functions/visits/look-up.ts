import { RepairOrderQuerySchema, whatBecameOf } from '../../shared/console/repair-order.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { senderOf } from '../../shared/visits/sender.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/visits/look-up: what became of a repair order, for the DMS. */
export const handler = httpFunction(async ({ parameters, headers, body, now }) => {
  const { dealer } = await senderOf({ dealerId: parameters['dealerId'] ?? '', headers, body }, now, deps);
  const { repairOrder } = parseRequest(RepairOrderQuerySchema, parseJson(body), 'question');
  return { status: 200, body: await whatBecameOf(deps.table, dealer.id, repairOrder) };
});
