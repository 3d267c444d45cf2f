import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { expectedVersion } from '../../shared/platform/version.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { dissolveTeam } from '../../shared/staff/teams.ts';

const table = connectTable();

/** DELETE /v1/dealers/{dealerId}/teams/{teamId}: dissolves a team. */
export const handler = httpFunction(async ({ id, parameters, headers, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId = '', teamId = '' } = parameters;
  mustAdminister(by, dealerId, 'dissolve a team');
  await dissolveTeam(table, dealerId, teamId, byStaff(by.id, id, now, now), expectedVersion(headers));
  return { status: 200, body: { id: teamId } };
});
