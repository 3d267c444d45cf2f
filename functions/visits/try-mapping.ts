import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { TrialBodySchema } from '../../shared/visits/mapping/body.ts';
import { tryByStaff } from '../../shared/visits/mapping/mappings.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/mappings/try: what a mapping makes of a visit; nothing is kept. */
export const handler = httpFunction(async ({ parameters, body, staffId }) => {
  const by = await whoAsks(table, staffId);
  const trial = parseRequest(TrialBodySchema, parseJson(body), 'trial');
  return {
    status: 200,
    body: await tryByStaff(trial, { dealerId: parameters['dealerId'] ?? '', by }, table),
  };
});
