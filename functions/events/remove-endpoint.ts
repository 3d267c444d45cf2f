import { byStaff } from '../../shared/events/occasion.ts';
import { findEndpoint, isGroupWide, removeEndpoint } from '../../shared/events/outbound/administer.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, mustBe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** DELETE /v1/dealers/{dealerId}/endpoints/{endpointId}: tells a system nothing any more. */
export const handler = httpFunction(async ({ id, parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', endpointId = '' } = parameters;
  mustAdminister(by, dealerId, 'remove endpoints');
  const owned = await findEndpoint(table, dealerId, endpointId);
  if (isGroupWide(owned)) mustBe(by, ['general-manager'], 'remove endpoints of the group');
  await removeEndpoint(table, owned, byStaff(by.id, id, now, now));
  return { status: 200, body: { id: endpointId } };
});
