import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { showImport } from '../../shared/visits/imports/show-import.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** GET /v1/dealers/{dealerId}/imports/{importId}: which rows of an import were taken or refused, and which are missing. */
export const handler = httpFunction(async ({ parameters, query, headers, body, now }) => {
  const { dealerId = '', importId = '' } = parameters;
  const request = { dealerId, importId, headers, body, from: query['from'] };
  return { status: 200, body: await showImport(request, now, deps) };
});
