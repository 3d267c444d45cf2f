import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { operatorTable } from '../../infra/local/group-cloud.ts';
import { visitsOfOrder } from '../../shared/visits/orders.ts';
import { findVisit } from '../../shared/visits/visits.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInChengdu } from './a-visit.ts';

const world = useCloud();
const folder = mkdtempSync(path.join(tmpdir(), 'huifang-import-'));
const command = path.resolve(import.meta.dirname, '../../infra/commands/import.ts');

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const header = '工单号,进厂时间,交车时间,车架号,客户编号,客户姓名,手机,服务顾问,维修项目';

/** A visit of the Chengdu store, delivered in the evening of a day. */
function row(order: string, day: string, phone: string, vin = 'LSVAA4182E2123456'): string {
  return `${order},${day} 8:40,${day} 17:20,${vin},K-${phone.slice(-4)},张伟,${phone},王磊,更换前刹车片`;
}

async function run(name: string, rows: readonly string[], ...options: string[]) {
  return runFile(name, [header, ...rows], ...options);
}

async function runFile(name: string, lines: readonly string[], ...options: string[]) {
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn(process.execPath, [
    command,
    ...['--dealer', 'cd-south', '--url', world.cloud.url, '--lang', 'zh', ...options],
    file,
  ]);
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (out += String(piece)));
  await once(child, 'close');
  await world.play.quiet();
  return { code: child.exitCode, out, report: `${file}.refused.csv` };
}

it('R01: a history import texts nobody, and each of its visits says why; with --follow-up its visits are asked after', async () => {
  const { play } = world;
  await play.turnTo('2026-03-02T20:00:00+08:00');
  const old = ['13900007001', '13900007002'] as const;
  // The second row reworks the first one's vehicle: that made nobody important in the past.
  const rows = [row('H-1', '2026/3/1', old[0]), row('H-2', '2026/3/2', old[1]), row('H-3', '2026/3/2', '12')];
  const history = await run('history.csv', rows);
  expect(history.code).toBe(1);
  expect(history.out).toContain('2 visits taken, 1 refused');
  expect(readFileSync(history.report, 'utf8')).toContain('4,手机,不是电话号码');
  expect((await run('history.csv', rows)).out).toContain('2 visits taken (2 before), 1 refused');

  const events = await play.events();
  const skipped = events.filter(({ name }) => name === 'callback.skipped');
  expect(skipped.map(({ facts }) => facts['reason'])).toEqual(['imported-history', 'imported-history']);
  const names = events.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['visit.recorded', 'customer.updated', 'vehicle.updated']));
  expect(names).not.toContain('vehicle.reworked');
  for (const each of events.filter(({ name }) => /^(?:visit|customer|callback|vehicle)\./.test(name)))
    expect(each).toMatchObject({ imported: true });
  expect(events.find(({ name }) => name === 'visit.recorded')?.happenedAt).toMatch(/^2026-03-0[12]T09:20/);

  const asked = '13900007003';
  const followed = await run(
    'today.csv',
    [row('H-4', '2026/3/2', asked, 'LFV3A23C8K3000017')],
    '--follow-up',
  );
  expect(followed.code).toBe(0);
  expect(followed.out).toContain('1 visits taken');
  await play.turnTo('2026-03-03T12:00:00+08:00');
  expect(await play.textsTo(`+86${asked}`)).toHaveLength(1);
  for (const phone of old) expect(await play.textsTo(`+86${phone}`)).toEqual([]);
  expect(await play.deadLetters()).toEqual([]);
});

it('R01: a mapping reads the rows of a table that is the dealer’s own, and NDJSON is our own form in each line', async () => {
  const { play } = world;
  const expression = `{
    "repairOrder": { "number": 单号, "openedAt": $time(来), "deliveredAt": $time(走), "type": "repair" },
    "vehicle": { "vin": 车 },
    "customer": { "id": 人, "name": 姓名, "phone": 电话 },
    "advisor": { "id": "A01", "name": "王磊" },
    "items": [{ "description": 做了什么, "outcome": "done", "amount": $money($number(分)) }]
  }`;
  const mapping = { name: 'table', expression };
  expect((await play.as('huang-wei', 'POST', '/v1/dealers/cd-south/mappings', mapping)).status).toBe(201);
  const table = [
    '单号;来;走;车;人;姓名;电话;做了什么;分',
    'M-1;2026-03-01 08:00;2026-03-01 17:00;LFV3A23C8K3000017;K-1;赵敏;13900007011;四轮定位;28000',
    'M-2;2026-03-01 08:00;2026-03-01 17:00;LFV3A23C8K3000017;K-1;赵敏;无;四轮定位;28000',
  ];
  const mapped = await runFile('own.csv', table, '--mapping', 'table', '--rate', '200/s');
  expect(mapped.out).toContain('1 visits taken, 1 refused');
  expect(readFileSync(mapped.report, 'utf8')).toContain('3,电话,不是电话号码');

  const order = (number: string) => ({ repairOrder: { number } });
  const visits = ['N-1', 'N-2'].map((n) => visitInChengdu('2026-03-01', freshPhone('CN'), order(n)));
  const told = [...visits.map((visit) => JSON.stringify(visit)), '{"repairOrder": '];
  const lined = await runFile('own.ndjson', told, '--rate', '200');
  expect(lined.out).toContain('2 visits taken, 1 refused');
  for (const [number, readAs] of [
    ['M-1', 'mapping:table#1'],
    ['N-2', undefined],
  ] as const) {
    const [id = ''] = await visitsOfOrder(operatorTable(world.cloud), 'cd-south', number);
    const { state } = (await findVisit(operatorTable(world.cloud), id)) ?? {};
    expect(state).toMatchObject({ number, imported: { followUp: false } });
    expect(state?.readAs).toBe(readAs);
  }
  expect(await play.deadLetters()).toEqual([]);
});
