import { findEndpoint, isGroupWide } from '../../shared/events/outbound/administer.ts';
import { listSent, SentQuerySchema } from '../../shared/events/outbound/show.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, mustBe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries: what a system was told, and how often it was tried. */
export const handler = httpFunction(async ({ parameters, query, staffId }) => {
  const { dealerId = '', endpointId = '' } = parameters;
  const by = await whoAsks(table, staffId);
  mustAdminister(by, dealerId, 'see deliveries');
  const owned = await findEndpoint(table, dealerId, endpointId);
  // They tell of every dealer, companies that are not the asker's among them.
  if (isGroupWide(owned)) mustBe(by, ['general-manager'], 'see deliveries of the group');
  const { next } = parseRequest(SentQuerySchema, query, 'query');
  return { status: 200, body: await listSent(table, owned.endpoint.id, next) };
});
