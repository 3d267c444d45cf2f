import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { etagOf } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { showPerson } from '../../shared/staff/show.ts';

const table = connectTable();

/** GET /v1/staff/{staffId}: a member of staff, those who have left too. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const by = await whoAsks(table, staffId);
  const person = await showPerson(table, parameters['staffId'] ?? '', by);
  return { status: 200, body: person, headers: etagOf(person.version) };
});
