import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { Cloud } from '../infra/local/cloud.ts';

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

/** Keeps a cloud's report for the test that comes after all others. */
export async function keepPermissions(cloud: Cloud): Promise<void> {
  const folder = folderOfRun();
  mkdirSync(folder, { recursive: true });
  const report = await permissionsOf(cloud);
  writeFileSync(path.join(folder, `${crypto.randomUUID()}.json`), JSON.stringify(report));
}

/** What all clouds of this test run have kept; empty when none has run. */
export function keptPermissions(): Report[] {
  try {
    return readdirSync(folderOfRun()).map((name) =>
      v.parse(reportSchema, JSON.parse(readFileSync(path.join(folderOfRun(), name), 'utf8'))),
    );
  } catch {
    return [];
  }
}

/** Leaves nothing behind. */
export function forgetPermissions(): void {
  rmSync(folderOfRun(), { recursive: true, force: true });
}

/** Set by vitest.config.ts, one for each run. */
function folderOfRun(): string {
  return v.parse(v.string('PERMISSIONS_USED is not set'), process.env['PERMISSIONS_USED']);
}
