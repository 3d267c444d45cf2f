import { makePromise, PromiseBodySchema } from '../../shared/callbacks/promises/make-promise.ts';
import { showPromise } from '../../shared/callbacks/promises/promises.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/promises: somebody promised a customer something. */
export const handler = httpFunction(async ({ id, key, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const promise = parseRequest(PromiseBodySchema, parseJson(body), 'promise');
  const made = await makePromise(promise, { id, key, by, now }, table);
  return { status: 201, body: await showPromise(table, made.id, by) };
});
