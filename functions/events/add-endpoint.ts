import * as v from 'valibot';
import { byStaff } from '../../shared/events/occasion.ts';
import { registerEndpoint } from '../../shared/events/outbound/administer.ts';
import { NewEndpointSchema } from '../../shared/events/outbound/endpoint.ts';
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

/** POST /v1/dealers/{dealerId}/endpoints: registers a system that is told of events. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(deps.table, staffId);
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(by, dealerId, 'register endpoints');
  const { groupWide, ...wish } = parseRequest(NewEndpointSchema, parseJson(body), 'endpoint');
  if (groupWide) mustBe(by, ['general-manager'], 'register endpoints of the group');
  const occasion = byStaff(by.id, id, now, now);
  const owned = { ...wish, dealerId: groupWide ? undefined : dealerId };
  return { status: 201, body: await registerEndpoint(owned, key, occasion, deps) };
});
