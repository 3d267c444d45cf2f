import { TrialSchema, tryText } from '../../shared/messages/try-text.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/texts/try: how a wording would look on a phone, in parts and price. */
export const handler = httpFunction(async ({ parameters, body, staffId }) => {
  const by = await whoAsks(table, staffId);
  const trial = parseRequest(TrialSchema, parseJson(body), 'text');
  return { status: 200, body: await tryText(table, parameters['dealerId'] ?? '', trial, by) };
});
