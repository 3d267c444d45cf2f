import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { DeliveriesQuerySchema, listDeliveries } from '../../shared/visits/delivery.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/deliveries: the DMS's signed deliveries of the last seven days. */
export const handler = httpFunction(async ({ parameters, query, staffId, now }) => {
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(await whoAsks(table, staffId), dealerId, 'see deliveries');
  const wanted = parseRequest(DeliveriesQuerySchema, query, 'query');
  return { status: 200, body: await listDeliveries(table, dealerId, wanted, now) };
});
