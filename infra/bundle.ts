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
 * Bundles all functions in one call, the AWS SDK included, with shared chunks, and lays the OpenAPI document beside
 * them. Answers what went into each file, for whoever measures.
 */
export async function bundleFunctions(directory = bundleDirectory): Promise<Metafile> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const result: BuildResult<{ metafile: true }> = await build({
    absWorkingDir: root,
    entryPoints: functionNames().map((name) => ({ in: `functions/${name}.ts`, out: name })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    metafile: true,
    logLevel: 'warning',
    ...fastStart,
  });
  writeFileSync(path.join(directory, 'openapi.json'), JSON.stringify(openApiDocument()));
  // Otherwise its helper process would live as long as whoever bundled.
  await stop();
  return result.metafile;
}
