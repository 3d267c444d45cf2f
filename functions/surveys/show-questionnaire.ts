import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { etagOf } from '../../shared/platform/version.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { showQuestionnaire } from '../../shared/surveys/questionnaire/write.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/questionnaire: what a dealer asks its customers. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const by = await whoAsks(table, staffId);
  const body = await showQuestionnaire(table, parameters['dealerId'] ?? '', by);
  return { status: 200, body, headers: etagOf(body.version) };
});
