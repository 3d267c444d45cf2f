import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { findDelivery } from '../../shared/visits/delivery.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/deliveries/{deliveryId}: a delivery with its body. */
export const handler = httpFunction(async ({ parameters, staffId, now }) => {
  const { dealerId = '', deliveryId = '' } = parameters;
  mustAdminister(await whoAsks(table, staffId), dealerId, 'see deliveries');
  return { status: 200, body: await findDelivery(table, dealerId, deliveryId, now) };
});
