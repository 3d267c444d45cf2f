import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { RosterQuerySchema, rosterOf } from '../../shared/staff/roster.ts';

const table = connectTable();

/** GET /v1/staff?dealerId=: everybody who works at a dealer. */
export const handler = httpFunction(async ({ query, staffId }) => {
  const by = await whoAsks(table, staffId);
  const { dealerId } = parseRequest(RosterQuerySchema, query, 'query');
  mustAdminister(by, dealerId, 'see the staff of a dealer');
  return { status: 200, body: { items: await rosterOf(table, dealerId) } };
});
