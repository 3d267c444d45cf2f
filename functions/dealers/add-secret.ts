import { SecretBodySchema } from '../../shared/dealers/secret-generations.ts';
import { byStaff } from '../../shared/events/occasion.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { mustAdminister, whoAsks } from '../../shared/staff/access.ts';
import { addSecret, generationIn } from '../../shared/dealers/secrets.ts';

const table = connectTable();

/** PUT /v1/dealers/{dealerId}/secrets/{generation}: adds the next generation of the webhook secret. */
export const handler = httpFunction(async ({ id, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const dealerId = parameters['dealerId'] ?? '';
  mustAdminister(by, dealerId, 'change the secrets of a dealer');
  const order = parseRequest(SecretBodySchema, parseJson(body || '{}'), 'secret');
  const generation = generationIn(parameters);
  const occasion = byStaff(by.id, id, now, now);
  return { status: 200, body: await addSecret(table, dealerId, { generation, ...order }, occasion) };
});
