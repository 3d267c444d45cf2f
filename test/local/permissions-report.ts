import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';

const use = { function: v.string(), action: v.string(), resource: v.string() };
const uses = v.array(v.object(use));
const reportSchema = v.object({
  used: uses,
  unused: uses,
  refused: v.array(v.object({ caller: v.string(), action: v.string(), resource: v.string() })),
  exempt: v.array(v.object({ ...use, reason: v.string() })),
});
/** What one cloud tells about its permissions. */
export type Report = v.InferOutput<typeof reportSchema>;

/** What a running cloud has used, refused and granted in vain so far. */
export async function permissionsOf(cloud: Cloud): Promise<Report> {
  const answer = await fetch(`${cloud.url}/local/permissions`);
  return v.parse(reportSchema, await answer.json());
}
