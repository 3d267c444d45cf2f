import { getDealer } from '../../shared/dealers/dealers.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { replay } from '../../shared/visits/intake.ts';
import { statusOf } from '../../shared/visits/outcome.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/deliveries/{deliveryId}/replay: runs a kept delivery through intake again. */
export const handler = httpFunction(async ({ parameters, staffId, arrivedAt, now }) => {
  const { dealerId = '', deliveryId = '' } = parameters;
  mustAdminister(await whoAsks(deps.table, staffId), dealerId, 'replay a delivery');
  const dealer = await getDealer(deps.table, dealerId);
  const answer = await replay(dealer, deliveryId, { arrivedAt, now }, deps);
  return { status: statusOf(answer), body: answer };
});
