import { PromiseReportSchema, reportPromise } from '../../shared/callbacks/promises/report-promise.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/promises/{id}/reports: what came of a promise. */
export const handler = httpFunction(async ({ id, key, parameters, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const report = parseRequest(PromiseReportSchema, parseJson(body), 'report');
  const answer = await reportPromise(parameters['id'] ?? '', report, { id, key, by, now }, table);
  return { status: 200, body: answer };
});
