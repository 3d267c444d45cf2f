import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { AbsencesBodySchema, setAbsences } from '../../shared/staff/set-absences.ts';

const table = connectTable();

/** PUT /v1/staff/{staffId}/absences: the days on which somebody does not work. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const absences = parseRequest(AbsencesBodySchema, parseJson(body), 'list of absences');
  const wish = { by, occasion: byStaff(by.id, id, now, now), expected: expectedVersion(headers) };
  const person = await setAbsences(table, parameters['staffId'] ?? '', absences, wish);
  return { status: 200, body: person, headers: etagOf(person.version) };
});
