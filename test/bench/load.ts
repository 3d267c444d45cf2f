import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleFunctions, functionNames } from '../../infra/bundle.ts';
import { loadedBytes } from './loaded-bytes.ts';
import { median } from './median.ts';

const ROUNDS = 5;
const root = path.resolve(import.meta.dirname, '../..');
// The handler to compare with: what everybody begins with, and nothing else.
const bare = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async () => client.config.region();`;
// CPU time, of all threads: wall time on a shared machine says more about its other users.
const measure = `const began = process.cpuUsage();
await import(process.argv[1]);
const { user, system } = process.cpuUsage(began);
process.stdout.write(String((user + system) / 1000));`;

export interface Load {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds of CPU to load the module, the median of fresh processes. */
  readonly milliseconds: number;
  /** To the stock build's, round by round; the median. */
  readonly ratio: number;
}

/** Loads each function in fresh processes, in turns with a stock build of a handler that holds only the DynamoDB client. */
export async function loads(): Promise<{ stock: number; functions: Load[] }> {
  const directory = mkdtempSync(path.join(realpathSync(tmpdir()), 'huifang-bench-'));
  try {
    const metafile = await bundleFunctions(path.join(directory, 'ours'));
    const entry = path.join(directory, 'bare.ts');
    writeFileSync(entry, bare);
    const stock = path.join(directory, 'bare.mjs');
    await build({
      stdin: { contents: bare, resolveDir: root, sourcefile: 'bare.ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: stock,
      // Without it a stock build for ES modules does not run at all.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    const times = new Map(
      functionNames().map((name) => [name, { own: Array<number>(), ratios: Array<number>() }]),
    );
    const stockTimes: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, { own, ratios }] of times) {
        const bareTime = loadTime(stock);
        const time = loadTime(path.join(directory, 'ours', `${name}.mjs`));
        stockTimes.push(bareTime);
        own.push(time);
        ratios.push(time / bareTime);
      }
    }
    const functions = [...times].map(([name, { own, ratios }]) => ({
      name,
      bytes: loadedBytes(metafile, path.relative(root, path.join(directory, 'ours', `${name}.mjs`))),
      milliseconds: median(own),
      ratio: median(ratios),
    }));
    return { stock: median(stockTimes), functions };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** In a process of its own, with the variables that a function finds. */
function loadTime(module: string): number {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', measure, '--', module],
    { env: { ...environment, PATH: process.env['PATH'] }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${module} does not load:\n${stderr}`);
  return Number(stdout);
}

const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  TABLE_NAME: 'bench',
  SECRET_ID: 'bench',
  BUS_NAME: 'bench',
  PARKING_URL: 'bench',
  TEXTS_BY: 'sns',
  ORIGINATION_NUMBER: '+12065550100',
  OPT_OUT_CONFIRMED_BY: 'us',
  USER_POOL_ID: 'bench',
};
