import { dealerView } from '../../shared/dealers/administer.ts';
import { loadDealer } from '../../shared/dealers/dealers.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { etagOf } from '../../shared/platform/version.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}: a dealer with its hours and settings. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(await whoAsks(table, staffId), dealerId, 'see the settings of a dealer');
  const found = await loadDealer(table, dealerId);
  return { status: 200, body: dealerView(found), headers: etagOf(found.version) };
});
