import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';
import { etagOf, expectedVersion } from '../../shared/platform/version.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { readTeam } from '../../shared/staff/team.ts';
import { formTeam } from '../../shared/staff/teams.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}/teams/{teamId}: forms a team or changes it. */
export const handler = httpFunction(async ({ id, parameters, headers, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', teamId = '' } = parameters;
  mustAdminister(by, dealerId, 'form a team');
  const wanted = readTeam(teamId, parseJson(body));
  const occasion = byStaff(by.id, id, now, now);
  const team = await formTeam(table, dealerId, wanted, occasion, expectedVersion(headers));
  return { status: 200, body: team, headers: etagOf(team.version) };
});
