import { endpointsFor, endpointView } from '../../shared/events/outbound/administer.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/endpoints: which systems are told of a dealer's events. */
export const handler = httpFunction(async ({ parameters, staffId, now }) => {
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(await whoAsks(table, staffId), dealerId, 'see endpoints');
  const known = await endpointsFor(table, dealerId);
  return { status: 200, body: { items: known.map((owned) => endpointView(owned, { now })) } };
});
