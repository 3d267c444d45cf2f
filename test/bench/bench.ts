import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { synthesize } from '../../infra/app.ts';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import type { MeterReading } from '../../infra/local/play.ts';
import { startEngine } from '../../infra/local/runtime/engine.ts';
import { createTables } from '../../infra/local/runtime/tables.ts';
import { acceptanceIn } from './acceptance.ts';
import { generation } from './generation.ts';
import { imports } from './import.ts';
import { loads } from './load.ts';
import { oneVisit } from './one-visit.ts';
import { complaintReadings, replyReadings } from './readings.ts';
import { finishedSurvey } from './survey.ts';
import { transactionWatch, webhookRates } from './webhooks.ts';

// `npm run bench`: each budget beside what it is compared to, in one run. `-- load visit` runs only parts.
const readings = new Map<string, () => string[]>([
  ['replies', replyReadings],
  ['complaints', complaintReadings],
]);
const parts = new Map<string, (assembly: string) => Promise<void>>([
  ['load', benchLoad],
  ['visit', benchVisit],
  ['survey', benchSurvey],
  ['generation', benchGeneration],
  ['webhooks', benchWebhooks],
  ['import', benchImport],
]);
const chosen = process.argv.slice(2);
const known = [...readings.keys(), ...parts.keys()];
const strange = chosen.filter((name) => !known.includes(name));
if (strange.length > 0) throw new Error(`no such part: ${strange.join(', ')}; there are ${known.join(', ')}`);
const wanted = (name: string) => chosen.length === 0 || chosen.includes(name);

console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}\n`);
for (const [name, read] of readings) if (wanted(name)) console.log(read().join('\n'));
if (![...parts.keys()].some(wanted)) process.exit();

const outdir = mkdtempSync(path.join(tmpdir(), 'huifang-bench-'));
try {
  const assembly = await synthesize({ group: 'demo', outdir });
  for (const [name, run] of parts) if (wanted(name)) await run(assembly);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

async function benchLoad(): Promise<void> {
  const { stock, functions } = await loads();
  console.log(
    `Module load, to a stock build with the DynamoDB client only (${stock.toFixed(0)} ms of CPU): budget 0.70`,
  );
  console.log('Code loaded: budget 450 KB\n');
  for (const { name, ratio, bytes } of functions.toSorted((a, b) => b.ratio - a.ratio))
    console.log(
      `  ${name.padEnd(22)} ${verdict(ratio, 0.7)} ${ratio.toFixed(2)}   ${(bytes / 1000).toFixed(0).padStart(4)} KB ${verdict(bytes, 450_000)}`,
    );
  console.log();
}

async function benchVisit(assembly: string): Promise<void> {
  const watch = transactionWatch();
  const cloud = await startGroupCloud({ assembly, middlewares: [watch.middleware] });
  try {
    const { idle, lived } = await oneVisit(cloud);
    const accepted = acceptanceIn(lived, watch.seen());
    const acceptedFor = accepted.transaction + accepted.beside;
    console.log('One visit accepted, to its items each written once by itself');
    console.log(
      `  write units  ${acceptedFor} : ${accepted.least} = ${(acceptedFor / accepted.least).toFixed(2)} (its transaction ${accepted.transaction}, rate and kept delivery ${accepted.beside}), read units ${accepted.reads}\n`,
    );
    const used = (of: (reading: MeterReading) => number) => of(lived) - of(idle);
    const write = used(({ total }) => total.writeUnits);
    const read = used(({ total }) => total.readUnits);
    console.log('One visit’s life: posted, asked by text with one question, answered, closed');
    console.log(`  write units  ${verdict(write, 120)} ${write} of 120`);
    console.log(
      `  read units   ${verdict(read, 60)} ${read} of 60 (sweeps that find nothing, in a day: ${idle.total.readUnits})`,
    );
    const { toCustomers, fromCustomers } = lived.texts;
    console.log(
      `  texts        ${verdict(toCustomers.parts, 4)} ${toCustomers.texts} out in ${toCustomers.parts} parts, ${fromCustomers.texts} back, of 4`,
    );
    console.log(
      `  AWS calls    ${used(({ total }) => total.calls)}, invocations ${used(({ total }) => total.invocations)}`,
    );
    const money = used(({ cost }) => cost.withoutTexts) * 1000;
    console.log(
      `  1,000 visits $${money.toFixed(2)}, and for texts $${(lived.cost.texts * 1000).toFixed(2)} (${lived.cost.region}, ${lived.cost.asOf})`,
    );
    console.log(`  sweeps       $${(idle.cost.withoutTexts * 30).toFixed(2)} in 30 days, whatever happens`);
    for (const line of unitsBy(idle, lived)) console.log(line);
    console.log();
  } finally {
    await cloud.stop();
  }
}

async function benchSurvey(assembly: string): Promise<void> {
  const cloud = await startGroupCloud({ assembly });
  try {
    const { idle, asked, further } = await finishedSurvey(cloud);
    const total = (of: (reading: MeterReading) => number) => of(asked) - of(idle) + of(further);
    const [write, read] = [total((each) => each.total.writeUnits), total((each) => each.total.readUnits)];
    const parts = asked.texts.toCustomers.parts + further.texts.toCustomers.parts;
    console.log('One visit’s life with a survey of three answers by text, thanked and closed');
    console.log(`  write units  ${verdict(write, 120)} ${write} of 120`);
    console.log(`  read units   ${verdict(read, 60)} ${read} of 60`);
    console.log(`  texts        ${verdict(parts, 4)} ${parts} parts per finished survey, of 4`);
    const { writeUnits, readUnits } = further.total;
    console.log(`  each further question: ${writeUnits / 2} write units, ${readUnits / 2} read units`);
    for (const line of unitsBy(idle, asked)) console.log(line);
    console.log();
  } finally {
    await cloud.stop();
  }
}

/** Write and read units by function and table or index, without what the idle day used. */
function unitsBy(idle: MeterReading, lived: MeterReading): string[] {
  return Object.entries(lived.functions).flatMap(([name, { units }]) =>
    Object.entries(units).flatMap(([where, { write, read }]) => {
      const before = idle.functions[name]?.units[where];
      const [writes, reads] = [write - (before?.write ?? 0), read - (before?.read ?? 0)];
      const place = where.replace(/^[^/]*/, 'table');
      return writes === 0 && reads === 0
        ? []
        : [
            `    ${short(name).padEnd(24)} ${place.padEnd(16)} ${String(writes).padStart(5)} w ${String(reads).padStart(6)} r`,
          ];
    }),
  );
}

function short(name: string): string {
  return name.replace(/^[^-]*-(?:[^-]*-)*?(?=[A-Z][a-z]+[A-Z])/, '').replace(/-[0-9A-Fa-f]+$/, '');
}

async function benchGeneration(assembly: string): Promise<void> {
  const [few, many] = await generation(assembly, [500, 20_000], 100);
  if (!few || !many) throw new Error('no generation was run');
  const ratio = many.readUnits / few.readUnits;
  console.log(
    `A generation run, ${few.due} due, at ${many.stored} stored visits to ${few.stored}: budget 1.05`,
  );
  console.log(
    `  read units   ${verdict(ratio, 1.05)} ${many.readUnits} : ${few.readUnits} = ${ratio.toFixed(3)} (calls ${many.calls} : ${few.calls})\n`,
  );
}

async function benchWebhooks(assembly: string): Promise<void> {
  const watch = transactionWatch();
  const cloud = await startGroupCloud({ assembly, requests: 'at once', middlewares: [watch.middleware] });
  const engine = await startEngine();
  const client = new DynamoDBClient({
    endpoint: engine.url,
    region: cloud.template.region,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  try {
    const [resource] = cloud.template.ofType('AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template holds no table');
    await createTables(engine.url, [{ ...resource, ref: 'bare' }]);
    const { webhooks, transactions, ratio } = await webhookRates(cloud.url, {
      client,
      table: 'bare',
      seen: watch.seen,
    });
    console.log(
      'Webhooks accepted, to bare transactions of the same size at the same kind of engine: budget 0.50',
    );
    console.log(
      `  per second   ${ratio >= 0.5 ? 'kept  ' : 'MISSED'} ${webhooks.toFixed(0)} : ${transactions.toFixed(0)} = ${ratio.toFixed(2)}\n`,
    );
  } finally {
    client.destroy();
    await engine.stop();
    await cloud.stop();
  }
}

async function benchImport(assembly: string): Promise<void> {
  const [little, much] = await imports(assembly, [
    { rows: 2000, runs: 3 },
    { rows: 20_000, runs: 1 },
  ]);
  if (!little || !much) throw new Error('no import was run');
  console.log(
    'Files imported by the command into the operations of imports and a table, without what follows from visits',
  );
  for (const { rows, rowsPerSecond, writeUnits, readUnits, peakMegabytes } of [little, much])
    console.log(
      `  ${String(rows).padStart(6)} rows  ${rowsPerSecond.toFixed(0).padStart(4)} rows/s, ${writeUnits.toFixed(2)} write and ${readUnits.toFixed(2)} read units a row, ${peakMegabytes.toFixed(0)} MB at most`,
    );
  const ratio = much.peakMegabytes / little.peakMegabytes;
  console.log(`  memory       ${verdict(ratio, 1.1)} ${ratio.toFixed(2)} of 1.10\n`);
}

function verdict(measured: number, budget: number): string {
  return measured <= budget ? 'kept  ' : 'MISSED';
}
