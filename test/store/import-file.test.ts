import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Destination, send } from '../../infra/commands/import/api.ts';
import { ImportViewSchema } from '../../shared/console/api/imports.ts';
import { historyOf } from '../../shared/events/history.ts';
import { visitsOfOrder } from '../../shared/visits/orders.ts';
import { aDealer } from '../builders/dealer.ts';
import { writeVisits } from '../builders/import-file.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { type ImportServer, serveImports } from './an-import-server.ts';

const store = useTable();
const { secret } = aSecret();
const command = path.resolve(import.meta.dirname, '../../infra/commands/import.ts');
const fixtures = path.resolve(import.meta.dirname, '../fixtures/imports');
const folder = mkdtempSync(path.join(tmpdir(), 'huifang-import-'));
const running = new Set<ChildProcess>();
let server: ImportServer;
let signing: string;

beforeAll(async () => {
  server = await serveImports(() => store.table, secret);
  signing = await secret.webhookSecret('cd-south', 1);
});
beforeEach(() => openDealer(store.table, aDealer({ settings: { importBatchesPerMinute: 6000 } })));
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the command as an operator does. */
function start(...options: string[]) {
  const child = spawn(
    process.execPath,
    [command, '--dealer', 'cd-south', '--url', server.url, '--lang', 'zh', ...options],
    { env: { ...process.env, WEBHOOK_SECRET: signing } },
  );
  running.add(child);
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (out += String(piece)));
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return { code: child.exitCode, out };
  });
  return { child, ended };
}

async function shown(importId: string, from: number) {
  const to: Destination = {
    url: server.url,
    dealerId: 'cd-south',
    secret: signing,
    now: () => Promise.resolve(new Date()),
  };
  return send(to, { method: 'GET', path: `/imports/${importId}?from=${from}` }, ImportViewSchema);
}

/** What is there of the visits of these rows, and how many revisions of them. */
async function revisionsOf(rows: number) {
  const counts = new Map<number, number>();
  const count = async (row: number) => {
    const ids = await visitsOfOrder(store.table, 'cd-south', `H-${String(row).padStart(6, '0')}`);
    const revisions = (await Promise.all(ids.map((id) => historyOf(store.table, id)))).flat().length;
    counts.set(revisions, (counts.get(revisions) ?? 0) + 1);
  };
  for (let row = 1; row <= rows; row += 50)
    await Promise.all(Array.from({ length: Math.min(50, rows - row + 1) }, (_, n) => count(row + n)));
  return Object.fromEntries(counts);
}

const until = async (isSo: () => boolean) => {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 3600) throw new Error('it never came to be so');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

it('R01: 2,000 rows, cut off in the middle, failing on the way and resumed: no double, no gap, and each refusal told', async () => {
  const file = path.join(folder, 'history.csv');
  const faulty = [7, 1500];
  writeVisits(file, 2000, faulty);
  const first = start(file, '--import', 'all-of-2025');
  const before = server.batches();
  await until(() => server.batches() >= before + 8);
  first.child.kill('SIGKILL');
  await first.ended;
  const cutOff = await shown('all-of-2025', 1);
  expect(cutOff.total).toBeUndefined();
  expect(cutOff.taken.at(-1)?.[1]).toBeLessThan(1000);

  server.failNext(503, 429, 500);
  const { code, out } = await start(file, '--import', 'all-of-2025').ended;
  expect(code).toBe(1);
  expect(out).toMatch(/1998 visits taken \(\d{3} before\)/);
  expect(await revisionsOf(2000)).toEqual({ 0: 2, 1: 1998 });
  expect(readFileSync(`${file}.refused.csv`, 'utf8')).toBe(
    `\uFEFF行,列,原因\r\n${faulty.map((row) => `${row + 1},手机号,不是电话号码：应为国际格式（+8613800138000）或在 CN 拨打的号码\r\n`).join('')}`,
  );
  const view = await shown('all-of-2025', 1);
  expect(view).toMatchObject({ total: 2000, missing: [], refused: [{ row: 7 }, { row: 1500 }] });
  expect(view.taken).toEqual([
    [1, 6],
    [8, 1499],
    [1501, 2000],
  ]);

  const again = await start(file, '--import', 'all-of-2025').ended;
  expect(again.code).toBe(1);
  expect(again.out).toContain('1998 visits taken (1998 before)');
  expect(await revisionsOf(20)).toEqual({ 0: 1, 1: 19 });

  // Another file under the same name: what was taken stays, and is told.
  writeVisits(file, 9);
  const changed = readFileSync(file, 'utf8').replace('王小明', '李四');
  const other = path.join(folder, 'other.csv');
  writeFileSync(other, changed);
  expect((await start(other, '--import', 'all-of-2025').ended).out).toContain('8 visits taken, 1 refused');
  expect(readFileSync(`${other}.refused.csv`, 'utf8')).toContain('此前已按其他内容导入');
  expect((await start(other, '--import', 'all-of-2025', '--follow-up').ended).out).toContain(
    'began otherwise',
  );
});

it('a file that lacks columns is refused before anything is sent', async () => {
  const file = path.join(folder, 'lacking.csv');
  writeFileSync(file, '工单号,电话,甲\r\n1,2,3\r\n');
  const before = server.batches();
  const { code, out } = await start(file).ended;
  expect(code).toBe(2);
  expect(out).toContain('车架号');
  expect(out).toContain('缺少以下列');
  expect(out).toContain('工单号 | 电话 | 甲');
  expect(server.batches()).toBe(before);
});

it('a watched folder: each file once, by its mark or when it rests, also after the command was killed', async () => {
  const inbox = path.join(folder, 'inbox');
  mkdirSync(inbox);
  copyFileSync(path.join(fixtures, 'history-gb18030.csv'), path.join(inbox, 'a.csv'));
  copyFileSync(path.join(fixtures, 'history-utf8.csv'), path.join(inbox, 'a.csv.done'));
  writeVisits(path.join(inbox, 'b.csv'), 150);
  const first = start('--watch', inbox, '--settle', '1');
  await until(() => existsSync(path.join(inbox, 'refused', 'a.csv.refused.csv')));
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start('--watch', inbox, '--settle', '1');
  await until(() => existsSync(path.join(inbox, 'done', 'b.csv')));
  second.child.kill('SIGINT');
  expect((await second.ended).code).toBe(0);
  expect(readdirSync(path.join(inbox, 'refused')).sort()).toEqual(['a.csv', 'a.csv.refused.csv']);
  expect(readdirSync(inbox).sort()).toEqual(['done', 'refused']);
  expect(await revisionsOf(150)).toEqual({ 1: 150 });
});
