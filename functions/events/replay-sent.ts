import { byStaff } from '../../shared/events/occasion.ts';
import { askOf, findEndpoint, isGroupWide } from '../../shared/events/outbound/administer.ts';
import { mustHaveSent } from '../../shared/events/outbound/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, mustBe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries/{deliveryId}/replay: asks for it to be sent again. */
export const handler = httpFunction(async ({ id, parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', endpointId = '', deliveryId = '' } = parameters;
  mustAdminister(by, dealerId, 'replay a delivery');
  const owned = await findEndpoint(table, dealerId, endpointId);
  if (isGroupWide(owned)) mustBe(by, ['general-manager'], 'replay a delivery of the group');
  await mustHaveSent(table, owned.endpoint.id, deliveryId);
  await askOf(table, owned, { replay: deliveryId }, dealerId, byStaff(by.id, id, now, now));
  return { status: 202, body: { id: deliveryId } };
});
