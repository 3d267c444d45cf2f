import { listDealersFor } from '../../shared/staff/dealers.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers: the dealers of the person who asks, and whether the group's texts are paused. */
export const handler = httpFunction(async ({ staffId }) => {
  const person = await whoAsks(table, staffId);
  return { status: 200, body: await listDealersFor(table, person) };
});
