import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { dismiss } from '../../shared/staff/appoint.ts';

const table = connectTable();

/** DELETE /v1/staff/{staffId}: somebody has left. */
export const handler = httpFunction(async ({ id, parameters, headers, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const wish = { by, expected: expectedVersion(headers) };
  const person = await dismiss(table, parameters['staffId'] ?? '', byStaff(by.id, id, now, now), wish);
  return { status: 200, body: person };
});
