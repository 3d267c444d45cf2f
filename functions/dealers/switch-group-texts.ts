import { switchGroupTexts, TextingBodySchema } from '../../shared/dealers/texting.ts';
import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { mustBe, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** PUT /v1/group/texting: pauses the texts of the whole group or lets them go again. */
export const handler = httpFunction(async ({ id, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  mustBe(by, ['general-manager'], 'pause the texts of the group');
  const { paused } = parseRequest(TextingBodySchema, parseJson(body), 'switch');
  await switchGroupTexts(table, paused, byStaff(by.id, id, now, now));
  return { status: 200, body: { paused } };
});
