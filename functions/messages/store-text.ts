import { storeText } from '../../shared/messages/write-text.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}/texts: stores a dealer's own wording of a text. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const request = { id, by, now, expected: expectedVersion(headers) };
  const stored = await storeText(parameters['dealerId'] ?? '', parseJson(body), request, table);
  return { status: 200, body: stored, headers: etagOf(stored.version) };
});
