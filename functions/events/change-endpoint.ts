import * as v from 'valibot';
import { byStaff } from '../../shared/events/occasion.ts';
import { changeEndpoint, findEndpoint, isGroupWide } from '../../shared/events/outbound/administer.ts';
import { ChangedEndpointSchema } from '../../shared/events/outbound/endpoint.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { environment } from '../../shared/platform/environment.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, mustBe, whoAsks } from '../../shared/staff/access.ts';

const { LOOPBACK_ENDPOINTS } = environment({ LOOPBACK_ENDPOINTS: v.optional(v.literal('allowed')) });
const deps = {
  table: connectTable(),
  secret: connectSecret(),
  allowLoopback: LOOPBACK_ENDPOINTS === 'allowed',
};

/** PUT /v1/dealers/{dealerId}/endpoints/{endpointId}: changes what a system is told, where, and under which secret. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(deps.table, staffId);
  const { dealerId = '', endpointId = '' } = parameters;
  mustAdminister(by, dealerId, 'change endpoints');
  const owned = await findEndpoint(deps.table, dealerId, endpointId);
  if (isGroupWide(owned)) mustBe(by, ['general-manager'], 'change endpoints of the group');
  const wish = parseRequest(ChangedEndpointSchema, parseJson(body), 'endpoint');
  return { status: 200, body: await changeEndpoint(owned, wish, byStaff(by.id, id, now, now), deps) };
});
