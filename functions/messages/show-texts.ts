import { showTexts } from '../../shared/messages/write-text.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { whoAsks } from '../../shared/staff/access.ts';

const table = connectTable();

/** GET /v1/dealers/{dealerId}/texts: how a dealer's texts are worded. */
export const handler = httpFunction(async ({ parameters, staffId }) => {
  const by = await whoAsks(table, staffId);
  return { status: 200, body: await showTexts(table, parameters['dealerId'] ?? '', by) };
});
