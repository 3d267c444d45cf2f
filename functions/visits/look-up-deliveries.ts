import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { DeliveriesQuestionSchema, findDelivery, listDeliveries } from '../../shared/visits/delivery.ts';
import { senderOf } from '../../shared/visits/sender.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/deliveries/look-up: its own deliveries, or one with its body, for the DMS. */
export const handler = httpFunction(async ({ parameters, headers, body, now }) => {
  const { dealer } = await senderOf({ dealerId: parameters['dealerId'] ?? '', headers, body }, now, deps);
  const { deliveryId, ...wanted } = parseRequest(DeliveriesQuestionSchema, parseJson(body), 'question');
  if (deliveryId === undefined)
    return { status: 200, body: await listDeliveries(deps.table, dealer.id, wanted, now) };
  return { status: 200, body: { items: [await findDelivery(deps.table, dealer.id, deliveryId, now)] } };
});
