import { byStaff } from '../../shared/events/occasion.ts';
import { askOf, findEndpoint, isGroupWide } from '../../shared/events/outbound/administer.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, mustBe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/endpoints/{endpointId}/test: asks for a delivery that means nothing, to see it arrive. */
export const handler = httpFunction(async ({ id, parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', endpointId = '' } = parameters;
  mustAdminister(by, dealerId, 'test endpoints');
  const owned = await findEndpoint(table, dealerId, endpointId);
  if (isGroupWide(owned)) mustBe(by, ['general-manager'], 'test endpoints of the group');
  await askOf(table, owned, { test: true }, dealerId, byStaff(by.id, id, now, now));
  return { status: 202, body: { id: endpointId } };
});
