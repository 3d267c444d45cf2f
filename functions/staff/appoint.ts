import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { appoint } from '../../shared/staff/appoint.ts';

const table = connectTable();

/** PUT /v1/staff/{staffId}: registers somebody, or changes their role, dealers or name. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const wish = { by, expected: expectedVersion(headers) };
  const occasion = byStaff(by.id, id, now, now);
  const person = await appoint(table, parameters['staffId'] ?? '', parseJson(body), occasion, wish);
  return { status: 200, body: person, headers: etagOf(person.version) };
});
