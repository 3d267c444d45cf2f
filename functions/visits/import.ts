import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { takeImport } from '../../shared/visits/imports/take-import.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/imports: a batch of up to 100 rows of a file. */
export const handler = httpFunction(async ({ parameters, query, headers, body, arrivedAt, now }) => {
  const request = { dealerId: parameters['dealerId'] ?? '', headers, body, format: query['format'] };
  return { status: 200, body: await takeImport(request, { arrivedAt, now }, deps) };
});
