import { ImprovementBodySchema } from '../../shared/complaints/improvement.ts';
import { commandImprovement } from '../../shared/complaints/improvements.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/dealers/{dealerId}/improvements: a point to improve is taken up, checked, or dropped. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const command = parseRequest(ImprovementBodySchema, parseJson(body), 'command');
  const dealerId = parameters['dealerId'] ?? '';
  return { status: 200, body: await commandImprovement(dealerId, command, { id, key, by, now }, table) };
});
