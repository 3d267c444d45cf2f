import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { etagOf } from '../../shared/platform/version.ts';
import { mustServe, whoAsks } from '../../shared/staff/access.ts';
import { withLack } from '../../shared/staff/team.ts';
import { teamsOf } from '../../shared/staff/teams.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/teams: the teams of a dealer. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const dealerId = parameters['dealerId'] ?? '';
  mustServe(await whoAsks(table, staffId), dealerId, 'dealer');
  const { teams, version } = await teamsOf(table, dealerId);
  return { status: 200, body: { items: teams.map(withLack), version }, headers: etagOf(version) };
});
