import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildResult, type Metafile, stop } from 'esbuild';
import { fastStart } from './fast-start.ts';
import { openApiDocument } from './openapi.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Where the bundled functions lie: one folder that is every function's code. */
export const bundleDirectory = path.join(root, '.build', 'functions');

/** The functions of the house by name, `visits/ingest`: one file, one function. */
export function functionNames(): string[] {
  return globSync('*/*.ts', { cwd: path.join(root, 'functions') })
    .map((file) => file.replaceAll(path.sep, '/').replace(/\.ts$/, ''))
    .sort();
}

/**
 * Bundles all functions, the AWS SDK included, and lays the OpenAPI document beside them. The functions of a room share
 * chunks; one pool of chunks for the whole house would split into so many small files that loading them takes longer
 * than parsing them. Answers what went into each file, for whoever measures.
 */
export async function bundleFunctions(directory = bundleDirectory): Promise<Metafile> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const rooms = Map.groupBy(functionNames(), (name) => path.dirname(name));
  const metafiles = await Promise.all([...rooms].map(([room, names]) => bundleRoom(room, names, directory)));
  writeFileSync(path.join(directory, 'openapi.json'), JSON.stringify(openApiDocument()));
  // Otherwise its helper process would live as long as whoever bundled.
  await stop();
  return {
    inputs: Object.fromEntries(metafiles.flatMap(({ inputs }) => Object.entries(inputs))),
    outputs: Object.fromEntries(metafiles.flatMap(({ outputs }) => Object.entries(outputs))),
  };
}

async function bundleRoom(room: string, names: readonly string[], directory: string): Promise<Metafile> {
  const result: BuildResult<{ metafile: true }> = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${room}/chunks/[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // Chinese as it is, not as escapes of twice its bytes.
    charset: 'utf8',
    metafile: true,
    logLevel: 'warning',
    ...fastStart,
  });
  return result.metafile;
}
