import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { connectRehearsal } from '../../shared/platform/rehearsal.ts';
import { intake, tryOut } from '../../shared/visits/intake.ts';

const deps = { table: connectTable(), secret: connectSecret() };
const rehearsal = { ...deps, table: connectRehearsal() };

/** POST /v1/dealers/{dealerId}/visits: a DMS tells of a visit, or with ?test=true tries out what would come of it. */
export const handler = httpFunction(async ({ parameters, query, headers, body, arrivedAt, now }) => {
  const request = { dealerId: parameters['dealerId'] ?? '', headers, body };
  const times = { arrivedAt, now };
  if (query['test'] === 'true') return { status: 202, body: await tryOut(request, times, rehearsal) };
  try {
    const answer = await intake(request, times, deps);
    count('VisitsAccepted');
    return { status: 202, body: answer };
  } catch (error) {
    if (error instanceof Problem) count('VisitsRefused');
    // Only counted: whoever it was, they are not our DMS, and what they sent is not kept.
    if (error instanceof Problem && error.status === 401) count('DeliveriesUnsigned');
    throw error;
  }
});
