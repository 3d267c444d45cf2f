import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction, type UnreadableRequest } from '../../shared/platform/lambda/http.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { connectRehearsal } from '../../shared/platform/rehearsal.ts';
import { intake, noteUnreadable, tryOut } from '../../shared/visits/intake.ts';
import { statusOf } from '../../shared/visits/outcome.ts';

const deps = { table: connectTable(), secret: connectSecret() };
const rehearsal = { ...deps, table: connectRehearsal() };

/** POST /v1/dealers/{dealerId}/visits: a DMS tells of visits, or with ?test=true tries out what would come of them. */
export const handler = httpFunction(async ({ parameters, query, headers, body, arrivedAt, now }) => {
  const request = { dealerId: parameters['dealerId'] ?? '', headers, body, format: query['format'] };
  const times = { arrivedAt, now };
  const isTest = query['test'] === 'true';
  try {
    const answer = isTest ? await tryOut(request, times, rehearsal) : await intake(request, times, deps);
    const counts = 'answers' in answer ? answer : { accepted: 1, refused: 0 };
    if (!isTest) count('VisitsAccepted', counts.accepted);
    if (!isTest && counts.refused > 0) count('VisitsRefused', counts.refused);
    return { status: statusOf(answer), body: answer };
  } catch (error) {
    if (!isTest) countRefused(error);
    throw error;
  }
}, refuseUnreadable);

/** Bytes that are no text are kept too, if they are signed: somebody will ask why nothing came of them. */
async function refuseUnreadable(
  { parameters, query, headers, body, arrivedAt, now }: UnreadableRequest,
  refusal: Problem,
): Promise<void> {
  if (query['test'] === 'true') return;
  const request = { dealerId: parameters['dealerId'] ?? '', headers, body };
  try {
    await noteUnreadable(request, refusal, { arrivedAt, now }, deps);
    countRefused(refusal);
  } catch (error) {
    countRefused(error);
    throw error;
  }
}

function countRefused(error: unknown): void {
  if (!(error instanceof Problem)) return;
  count('VisitsRefused');
  // Only counted: whoever it was, they are not our DMS, and what they sent is not kept.
  if (error.status === 401) count('DeliveriesUnsigned');
}
