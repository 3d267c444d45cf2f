import { byStaff } from '../../shared/events/occasion.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { PhoneBodySchema, setPhone } from '../../shared/staff/set-phone.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** PUT /v1/staff/{staffId}/phone: where a member of staff is told by text of what cannot wait. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(deps.table, staffId);
  const phone = parseRequest(PhoneBodySchema, parseJson(body), 'phone');
  const wish = { by, occasion: byStaff(by.id, id, now, now) };
  return { status: 200, body: await setPhone(parameters['staffId'] ?? '', phone, wish, deps) };
});
