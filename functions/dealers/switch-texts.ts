import { switchDealerTexts, TextingBodySchema } from '../../shared/dealers/texting.ts';
import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}/texting: pauses a dealer's texts or lets them go again. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(by, dealerId, 'pause the texts of a dealer');
  const { paused } = parseRequest(TextingBodySchema, parseJson(body), 'switch');
  await switchDealerTexts(table, dealerId, paused, byStaff(by.id, id, now, now));
  return { status: 200, body: { paused } };
});
