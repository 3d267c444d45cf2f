import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { ingestVisit } from '../../shared/visits/ingest.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/visits: a DMS tells of a visit. */
export const handler = httpFunction(async ({ parameters, headers, body, arrivedAt, now }) => {
  const request = { dealerId: parameters['dealerId'] ?? '', headers, body };
  try {
    const answer = await ingestVisit(request, { arrivedAt, now }, deps);
    count('VisitsAccepted');
    return { status: 202, body: answer };
  } catch (error) {
    if (error instanceof Problem) count('VisitsRefused');
    throw error;
  }
});
