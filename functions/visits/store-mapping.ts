import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { MappingBodySchema } from '../../shared/visits/mapping/body.ts';
import { storeByStaff } from '../../shared/visits/mapping/mappings.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/mappings: stores how a dealer's own format is read. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const mapping = parseRequest(MappingBodySchema, parseJson(body), 'mapping');
  const request = { id, dealerId: parameters['dealerId'] ?? '', by, now };
  return { status: 201, body: await storeByStaff(mapping, request, table) };
});
