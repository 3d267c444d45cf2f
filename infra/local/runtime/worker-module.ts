import path from 'node:path';
import { buildSync } from 'esbuild';

let built: URL | undefined;

/**
 * What a function's thread begins with, as one module of plain JavaScript: to strip its types anew in each of a hundred
 * threads took twice the time of starting them.
 */
export function workerModule(): URL {
  built ??= new URL(`data:text/javascript;base64,${Buffer.from(source()).toString('base64')}`);
  return built;
}

function source(): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [path.resolve(import.meta.dirname, 'worker.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('the module of the threads was not built');
  return file.contents;
}
