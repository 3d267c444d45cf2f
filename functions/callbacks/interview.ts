import { InterviewBodySchema, takeInterview } from '../../shared/callbacks/interview.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson, parseRequest } from '../../shared/platform/parse.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** POST /v1/callbacks: somebody spoke with an owner on site. */
export const handler = httpFunction(async ({ id, key, body, staffId, now }) => {
  const by = await whoAsks(table, staffId);
  const interview = parseRequest(InterviewBodySchema, parseJson(body), 'interview');
  return { status: 201, body: await takeInterview(interview, { id, key, by, now }, table) };
});
