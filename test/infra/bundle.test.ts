import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, functionNames } from '../../infra/bundle.ts';
import { loadedBytes } from '../bench/loaded-bytes.ts';

const budget = 450_000; // bytes, minified
const root = path.resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(path.join(tmpdir(), 'huifang-bundle-'));
let metafile: Metafile = { inputs: {}, outputs: {} };

beforeAll(async () => {
  metafile = await bundleFunctions(directory);
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

function outputOf(name: string): string {
  return path.relative(root, path.join(directory, `${name}.mjs`)).replaceAll(path.sep, '/');
}

describe('bundles', () => {
  it('there is one for every function, with the OpenAPI document beside them', () => {
    const missing = functionNames().filter((name) => !existsSync(path.join(directory, `${name}.mjs`)));
    expect(missing).toEqual([]);
    expect(existsSync(path.join(directory, 'openapi.json'))).toBe(true);
  });

  it('no function loads more than 450 KB', () => {
    const sizes = functionNames()
      .map((name) => ({ name, bytes: loadedBytes(metafile, outputOf(name)) }))
      .sort((a, b) => b.bytes - a.bytes);
    const list = sizes
      .map(({ name, bytes }) => `${(bytes / 1000).toFixed(1).padStart(7)} KB  ${name}`)
      .join('\n');
    expect(
      sizes.filter(({ bytes }) => !(bytes <= budget)),
      `\n${list}\n`,
    ).toEqual([]);
    expect(Math.min(...sizes.map(({ bytes }) => bytes))).toBeGreaterThan(1000);
  });

  it('each handler is exported by its file', () => {
    const without = functionNames().filter(
      (name) => !metafile.outputs[outputOf(name)]?.exports.includes('handler'),
    );
    expect(without).toEqual([]);
  });

  it('they hold neither what only the template needs nor tests', () => {
    const inputs = Object.keys(metafile.inputs);
    const strange = inputs.filter((input) =>
      /^(?:infra|test)\/|node_modules\/(?:aws-cdk-lib|vitest)\//.test(input),
    );
    expect(strange).toEqual([]);
    expect(inputs.filter((input) => input.startsWith('shared/')).length).toBeGreaterThan(20);
  });
});
