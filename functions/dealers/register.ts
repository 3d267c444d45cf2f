import { dealerView } from '../../shared/dealers/administer.ts';
import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { establish } from '../../shared/staff/appoint.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}: registers a dealer or changes its description. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const wish = { by, expected: expectedVersion(headers) };
  const occasion = byStaff(by.id, id, now, now);
  const kept = await establish(table, parameters['dealerId'] ?? '', parseJson(body), occasion, wish);
  return { status: 200, body: dealerView(kept), headers: etagOf(kept.version) };
});
