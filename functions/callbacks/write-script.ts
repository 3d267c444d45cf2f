import { writeDraft } from '../../shared/callbacks/scripts/write.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}/scripts/{scriptId}: keeps a draft of a script. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', scriptId = '' } = parameters;
  const request = { id, by, now, expected: expectedVersion(headers) };
  const script = await writeDraft({ dealerId, id: scriptId }, parseJson(body), request, table);
  return { status: 200, body: script, headers: etagOf(script.version) };
});
