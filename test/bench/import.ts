import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { Meter } from '../../infra/local/meter/meter.ts';
import { Door } from '../../infra/local/runtime/door.ts';
import { startEngine } from '../../infra/local/runtime/engine.ts';
import { EngineConnection } from '../../infra/local/runtime/engine-connection.ts';
import { createTables } from '../../infra/local/runtime/tables.ts';
import { loadTemplate } from '../../infra/local/runtime/template.ts';
import { Table } from '../../shared/platform/table.ts';
import { aDealer } from '../builders/dealer.ts';
import { writeVisits } from '../builders/import-file.ts';
import { openDealer } from '../store/a-group.ts';
import { aSecret } from '../store/a-secret.ts';
import { serveImports } from '../store/an-import-server.ts';
import { median } from './median.ts';

export interface Imported {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Of one row, on average: its visit's items, and its share of the progress that is kept. */
  readonly writeUnits: number;
  readonly readUnits: number;
  /** What the process of the command held at most. */
  readonly peakMegabytes: number;
}

const root = path.resolve(import.meta.dirname, '../..');
const scripts = v.object({ scripts: v.object({ import: v.pipe(v.string(), v.startsWith('node ')) }) });
const peak = path.resolve(import.meta.dirname, 'tell-peak.ts');
const none = { texts: 0, parts: 0 };

/**
 * Imports files of so many rows with the command as an operator runs it, into the operations of imports and a table,
 * without what follows from the visits: that would be twenty invocations for each of them. Of each size the median of
 * as many runs as are asked for, each with a file and an import of its own.
 */
export async function imports(
  assembly: string,
  sizes: readonly { readonly rows: number; readonly runs: number }[],
): Promise<Imported[]> {
  const engine = await startEngine();
  const connection = new EngineConnection(engine.url);
  const meter = new Meter(connection, () => ({ toCustomers: none, fromCustomers: none }));
  const door = new Door(connection, () => Promise.reject(new Error('only tables are here')), {
    middlewares: [meter.middleware],
    streamArns: new Map(),
  });
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: await door.open(), region: 'us-east-1', credentials });
  const folder = mkdtempSync(path.join(tmpdir(), 'huifang-bench-import-'));
  const { secret } = aSecret();
  try {
    const [resource] = loadTemplate(assembly, engine.url).ofType('AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template holds no table');
    await createTables(engine.url, [{ ...resource, ref: 'imports' }]);
    const table = new Table(client, 'imports');
    await openDealer(table, aDealer({ settings: { importBatchesPerMinute: 6000 } }));
    const server = await serveImports(() => table, secret);
    const run = async (rows: number, name: string): Promise<Imported> => {
      const file = path.join(folder, `${name}.csv`);
      writeVisits(file, rows, [], name);
      meter.reset();
      const began = performance.now();
      const peakMegabytes = await imported(file, server.url, await secret.webhookSecret('cd-south', 1));
      const seconds = (performance.now() - began) / 1000;
      const { writeUnits, readUnits } = meter.read().total;
      return {
        rows,
        rowsPerSecond: rows / seconds,
        writeUnits: writeUnits / rows,
        readUnits: readUnits / rows,
        peakMegabytes,
      };
    };
    try {
      await run(200, 'first');
      const measured: Imported[] = [];
      for (const { rows, runs } of sizes) {
        const each: Imported[] = [];
        for (let n = 1; n <= runs; n += 1) each.push(await run(rows, `${rows}-${n}`));
        const middle = (of: (one: Imported) => number) => median(each.map(of));
        measured.push({
          rows,
          rowsPerSecond: middle((one) => one.rowsPerSecond),
          writeUnits: middle((one) => one.writeUnits),
          readUnits: middle((one) => one.readUnits),
          peakMegabytes: middle((one) => one.peakMegabytes),
        });
      }
      return measured;
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    client.destroy();
    door.close();
    await engine.stop();
  }
}

/** Runs the command to its end; answers the most memory that it had, in megabytes. */
async function imported(file: string, url: string, webhookSecret: string): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--import', peak, ...script(), '--dealer', 'cd-south', '--url', url, '--lang', 'en', file],
    {
      cwd: root,
      env: { ...process.env, WEBHOOK_SECRET: webhookSecret },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    },
  );
  const [, , , told] = child.stdio;
  if (!told || !('read' in told) || !child.stdout) throw new Error('the command has no pipes');
  const [said, kilobytes] = await Promise.all([text(child.stdout), text(told), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`the import ended with ${child.exitCode}: ${said}`);
  return Number(kilobytes) / 1024;
}

/** What `npm run import` runs: the command, and how V8 is to treat its memory. */
function script(): string[] {
  const { scripts: named } = v.parse(
    scripts,
    JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')),
  );
  return named.import.split(' ').slice(1);
}
