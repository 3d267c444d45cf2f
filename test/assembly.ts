import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../infra/app.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of group demo's cloud assembly, synthesized once for all tests. */
    assembly: string;
  }
}

/** Synthesizes once what every journey runs on. */
export default async function setup(project: TestProject): Promise<() => void> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'huifang-assembly-'));
  project.provide('assembly', await synthesize({ group: 'demo', outdir }));
  return () => {
    rmSync(outdir, { recursive: true, force: true });
  };
}
