import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { ingestVisit } from '../../shared/visits/ingest.ts';

const deps = { table: connectTable(), secret: connectSecret() };

/** POST /v1/dealers/{dealerId}/visits: a DMS tells of a visit, or of several. */
export const handler = httpFunction(async ({ parameters, query, headers, body, arrivedAt, now }) => {
  const dealerId = parameters['dealerId'] ?? '';
  const format = query['format'];
  try {
    const answer = await ingestVisit({ dealerId, headers, body, format }, { arrivedAt, now }, deps);
    if (!('answers' in answer)) {
      count('VisitsAccepted');
      return { status: 202, body: answer };
    }
    count('VisitsAccepted', answer.accepted);
    count('VisitsRefused', answer.refused);
    return { status: 207, body: answer };
  } catch (error) {
    if (error instanceof Problem) count('VisitsRefused');
    throw error;
  }
});
