import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { generationIn, retireSecret } from '../../shared/dealers/secrets.ts';

const table = connectTable();

/** DELETE /v1/dealers/{dealerId}/secrets/{generation}: ends an older generation of the webhook secret at once. */
export const handler = httpFunction(async ({ id, parameters, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(by, dealerId, 'change the secrets of a dealer');
  const occasion = byStaff(by.id, id, now, now);
  return { status: 200, body: await retireSecret(table, dealerId, generationIn(parameters), occasion) };
});
