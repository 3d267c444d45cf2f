import { commandComplaint } from '../../shared/complaints/command.ts';
import { CommandBodySchema } from '../../shared/complaints/commands.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/complaints/{id}/commands: staff take a step in a complaint's life. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const command = parseRequest(CommandBodySchema, parseJson(body), 'command');
  const answer = await commandComplaint(parameters['id'] ?? '', command, { id, key, by, now }, table);
  return { status: 200, body: answer };
});
