import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as v from 'valibot';
import { operatorsNeeds } from '../../infra/local/welcome.ts';
import { instantOf, later } from '../../shared/platform/time.ts';
import { ended } from '../a-command.ts';
import { permissionsOf } from '../permissions-used.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';

const home = useCloud();
const versioned = v.looseObject({ version: v.number() });

const day = [{ from: '09:00', until: '18:00' }];
const west = {
  name: '成都西店',
  locale: 'zh-CN',
  country: 'CN',
  currency: 'CNY',
  calendar: {
    zone: 'Asia/Shanghai',
    week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: [] },
    closedDates: [],
    makeUpDates: [],
  },
};

describe('a general manager opens a dealer and staffs it', () => {
  test('unknown settings are refused by name, a stale version too', async () => {
    const { play } = home;
    const put = (by: string, body: object, headers = {}) =>
      play.as(by, 'PUT', '/v1/dealers/cd-west', body, headers);
    expect((await put('huang-wei', west)).status).toBe(403);
    expect(await put('gao-jun', { ...west, settings: { askIn: 3 } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/settings/askIn' }] },
    });
    const opened = await put('gao-jun', west);
    expect(opened).toMatchObject({ status: 200, body: { settings: { askAt: '10:00' } } });
    const { version } = v.parse(versioned, opened.body);
    const changed = { ...west, settings: { askAt: '11:00' } };
    expect((await put('gao-jun', changed, { 'if-match': `"${version}"` })).status).toBe(200);
    expect((await put('gao-jun', west, { 'if-match': `"${version}"` })).status).toBe(412);
    expect(await play.as('gao-jun', 'GET', '/v1/dealers/cd-west')).toMatchObject({
      body: { settings: { askAt: '11:00' }, defaults: { askAt: '10:00' } },
    });
    expect(await play.as('gao-jun', 'GET', '/v1/dealers')).toMatchObject({
      body: { items: [{ id: 'cd-south' }, { id: 'cd-west' }], groupTextsPaused: false },
    });
  });

  test('whoever joins can sign in, whoever leaves is refused at once', async () => {
    const { play } = home;
    const fang = { name: '方芳', role: 'agent', dealerIds: ['cd-south'], email: 'fang@example.com' };
    expect((await play.as('huang-wei', 'PUT', '/v1/staff/fang-fang', fang)).status).toBe(200);
    const raised = { ...fang, role: 'general-manager' };
    expect(await play.as('huang-wei', 'PUT', '/v1/staff/fang-fang', raised)).toMatchObject({
      status: 403,
      body: { type: 'urn:huifang:problem:above-your-role' },
    });
    expect((await play.as('fang-fang', 'GET', '/v1/worklist')).status).toBe(200);
    expect((await play.as('fang-fang', 'GET', '/v1/staff/fang-fang')).body).toMatchObject({ name: '方芳' });
    expect((await play.as('fang-fang', 'GET', '/v1/staff?dealerId=cd-south')).status).toBe(403);
    const leave = { from: '2026-03-09', until: '2026-03-13', kind: 'leave' };
    const away = { absences: [leave] };
    expect(await play.as('zhao-min', 'PUT', '/v1/staff/fang-fang/absences', away)).toMatchObject({
      status: 200,
      body: { absences: [leave] },
    });
    expect((await play.as('fang-fang', 'PUT', '/v1/staff/fang-fang/absences', away)).status).toBe(403);
    expect((await play.as('huang-wei', 'DELETE', '/v1/staff/fang-fang')).status).toBe(200);
    // Still with the token from before.
    expect(await play.as('fang-fang', 'GET', '/v1/worklist')).toMatchObject({
      status: 403,
      body: { type: 'urn:huifang:problem:not-registered' },
    });
    const signIn = () => play.request('POST', '/local/tokens', { body: '{"staffId":"fang-fang"}' });
    expect((await signIn()).status).toBe(403);
    expect((await play.as('huang-wei', 'PUT', '/v1/staff/fang-fang', fang)).status).toBe(200);
    expect((await signIn()).status).toBe(200);
    const roster = await play.as('huang-wei', 'GET', '/v1/staff?dealerId=cd-south');
    expect(JSON.stringify(roster.body)).toContain('fang-fang');
    expect((await play.as('gao-jun', 'DELETE', '/v1/staff/peter-novak')).status).toBe(404);
  });

  test('an advisor is in one team', async () => {
    const { play } = home;
    const team = (id: string) => `/v1/dealers/cd-south/teams/${id}`;
    const one = { name: '一组', leadId: 'sun-qiang', memberIds: ['wang-lei'] };
    expect((await play.as('huang-wei', 'PUT', team('one'), one)).status).toBe(200);
    expect((await play.as('huang-wei', 'PUT', team('two'), { ...one, name: '二组' })).status).toBe(409);
    expect(await play.as('wang-lei', 'GET', '/v1/dealers/cd-south/teams')).toMatchObject({
      body: { items: [{ id: 'one', memberIds: ['wang-lei'] }] },
    });
    expect((await play.as('huang-wei', 'DELETE', team('one'))).status).toBe(200);
    expect((await play.as('huang-wei', 'DELETE', team('one'))).status).toBe(404);
  });
});

describe('a dealer that is to try itself out', () => {
  const tried = freshPhone('CN');

  test('posts as often a minute as it may, and hears when to come again', async () => {
    const { play } = home;
    const settings = { sandbox: true, visitsPerMinute: 2, importBatchesPerMinute: 1 };
    const changed = { ...west, settings };
    expect((await play.as('gao-jun', 'PUT', '/v1/dealers/cd-west', changed)).status).toBe(200);
    const agent = { name: '周玲', role: 'agent', dealerIds: ['cd-west'] };
    expect((await play.as('gao-jun', 'PUT', '/v1/staff/zhou-ling', agent)).status).toBe(200);
    const visit = visitInChengdu('2026-03-01', tried);
    expect((await play.postVisit('cd-west', visit)).status).toBe(202);
    expect(await play.postVisit('cd-west', visit)).toMatchObject({
      status: 202,
      body: { status: 'unchanged' },
    });
    const refused = await play.postVisit('cd-west', visitInChengdu('2026-03-01', freshPhone('CN')));
    expect(refused).toMatchObject({ status: 429, body: { type: 'urn:huifang:problem:too-many-visits' } });
    expect(refused.headers.get('retry-after')).toBe('60');

    const batch = { importId: 'tried', rows: [{ row: 1, visit: {} }] };
    const post = () => play.postVisit('cd-west', batch, { path: '/imports' });
    expect(await post()).toMatchObject({ status: 200, body: { refused: 1 } });
    const beyond = await post();
    expect(beyond).toMatchObject({ status: 429, body: { type: 'urn:huifang:problem:too-many-batches' } });
    expect(beyond.headers.get('retry-after')).toBe('60');
  });

  test('texts nobody, and all else happens: it is planned, asked, and handed to a person', async () => {
    const { play } = home;
    await play.turn('PT2H30M');
    expect(await play.phone(tried)).toEqual([]);
    const names = (await play.events())
      .filter(({ dealerId }) => dealerId === 'cd-west')
      .map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['callback.planned', 'survey.asked', 'message.withheld', 'callback.handed']),
    );
    expect(names).not.toContain('message.sent');
    expect(await play.as('zhou-ling', 'GET', '/v1/worklist')).toMatchObject({
      body: { items: [{ kind: 'callback' }] },
    });
  });

  test('whose only agent leaves: what they had to do is the general manager’s, who cannot leave', async () => {
    const { play } = home;
    const complaint = { dealerId: 'cd-west', phone: tried, channel: 'walk-in', words: '空调不制冷' };
    expect((await play.as('zhou-ling', 'POST', '/v1/complaints', complaint)).status).toBe(201);
    await play.quiet();
    expect((await play.as('gao-jun', 'DELETE', '/v1/staff/zhou-ling')).status).toBe(200);
    await play.quiet();
    const { body } = await play.as('gao-jun', 'GET', '/v1/worklist');
    const kinds = v.parse(v.object({ items: v.array(v.object({ kind: v.string() })) }), body).items;
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['callback', 'complaint']);
    const reassigned = (await play.events()).filter(({ name }) => name.endsWith('.reassigned'));
    expect(reassigned.map(({ facts }) => facts['formerId'])).toEqual(['zhou-ling', 'zhou-ling']);
    expect((await play.as('gao-jun', 'DELETE', '/v1/staff/gao-jun')).status).toBe(409);
  });
});

describe('texts that somebody has paused', () => {
  test('wait, and go when they are let go; those of the group too', async () => {
    const { play } = home;
    const [phone, other] = [freshPhone('CN'), freshPhone('CN')];
    const pause = (by: string, path: string, paused: boolean) => play.as(by, 'PUT', path, { paused });
    expect((await pause('huang-wei', '/v1/group/texting', true)).status).toBe(403);
    expect((await pause('huang-wei', '/v1/dealers/cd-south/texting', true)).status).toBe(200);
    await play.postVisit('cd-south', visitInChengdu('2026-03-01', phone));
    await play.postVisit('cd-south', visitInChengdu('2026-03-01', other));
    await play.turn('PT3H');
    expect(await play.textsTo(phone)).toEqual([]);
    const held = (await play.events()).filter(({ name }) => name === 'message.held');
    expect(held.map(({ facts }) => facts['because'])).toEqual(['paused', 'paused']);
    expect((await pause('gao-jun', '/v1/group/texting', true)).status).toBe(200);
    expect((await pause('huang-wei', '/v1/dealers/cd-south/texting', false)).status).toBe(200);
    await play.turn('PT1H');
    expect(await play.textsTo(phone)).toEqual([]);
    expect((await pause('gao-jun', '/v1/group/texting', false)).status).toBe(200);
    await play.turn('PT30M');
    expect(await play.textsTo(phone)).toHaveLength(1);
    // An opt-out is confirmed even in a pause.
    await pause('gao-jun', '/v1/group/texting', true);
    await play.reply(other, '退订');
    expect(await play.textsTo(other)).toHaveLength(2);
    await pause('gao-jun', '/v1/group/texting', false);
  });
});

test('a new secret is valid beside the old one until that is ended', async () => {
  const { play } = home;
  const secrets = '/v1/dealers/cd-south/secrets';
  const post = async () =>
    (await play.postVisit('cd-south', visitInChengdu('2026-03-02', freshPhone('CN')))).status;
  const add = (generation: number) =>
    play.as('huang-wei', 'PUT', `${secrets}/${generation}`, { retireOldAfterHours: 48 });
  expect((await add(3)).status).toBe(409);
  expect(await add(2)).toMatchObject({
    status: 200,
    body: { accepted: [1, 2], retiring: [{ generation: 1 }] },
  });
  expect((await add(2)).status).toBe(200);
  // The DMS still signs with the first one.
  expect(await post()).toBe(202);
  expect(await play.as('huang-wei', 'DELETE', `${secrets}/1`)).toMatchObject({
    status: 200,
    body: { accepted: [2], retiring: [] },
  });
  expect(await post()).toBe(401);
});

test('what the DMS delivered can be seen, replayed and asked after; a test delivery changes nothing', async () => {
  const { play } = home;
  const order = `RO/${freshPhone('US')}`;
  const visit = visitInAustin('2026-03-02', freshPhone('US'), { repairOrder: { number: order } });
  const find = () =>
    play.as('laura-stone', 'GET', `/v1/dealers/austin-north/visits?repairOrder=${encodeURIComponent(order)}`);
  expect((await play.postVisit('austin-north', visit, { query: '?test=true' })).status).toBe(202);
  expect((await find()).status).toBe(404);
  expect((await play.postVisit('austin-north', visit)).status).toBe(202);
  expect((await play.postVisit('austin-north', { repairOrder: {} })).status).toBe(400);
  const unreadable = Buffer.from([0x7b, 0xcd, 0xf5, 0x7d]);
  expect((await play.postVisit('austin-north', {}, { body: unreadable })).status).toBe(400);
  expect(await find()).toMatchObject({ status: 200, body: { items: [{ followUp: { status: 'planned' } }] } });
  expect(await play.postVisit('austin-north', { repairOrder: order }, { query: '/look-up' })).toMatchObject({
    status: 200,
    body: { items: [{ revisions: [{ name: 'visit.recorded' }] }] },
  });

  const deliveries = '/v1/dealers/austin-north/deliveries';
  expect((await play.as('maria-lopez', 'GET', deliveries)).status).toBe(403);
  expect((await play.as('huang-wei', 'GET', deliveries)).status).toBe(404);
  const listed = v.parse(
    v.object({ items: v.array(v.looseObject({ id: v.string(), outcome: v.string() })) }),
    (await play.as('laura-stone', 'GET', deliveries)).body,
  );
  expect(listed.items.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'refused', 'refused']);
  const taken = listed.items.find(({ outcome }) => outcome === 'accepted')?.id ?? '';
  expect(await play.as('laura-stone', 'GET', `${deliveries}/${taken}`)).toMatchObject({
    body: { body: JSON.stringify(visit) },
  });
  const ask = (question: object) =>
    play.postVisit('austin-north', question, { path: '/deliveries', query: '/look-up' });
  expect(await ask({ outcome: 'accepted' })).toMatchObject({ status: 200, body: { items: [{ id: taken }] } });
  expect(await ask({ deliveryId: taken })).toMatchObject({
    body: { items: [{ body: JSON.stringify(visit) }] },
  });
  expect(await play.as('laura-stone', 'POST', `${deliveries}/${taken}/replay`)).toMatchObject({
    status: 202,
    body: { status: 'unchanged' },
  });
});

test('from a shell, an operator does what the document says with what npm start prints', async () => {
  const { cloud } = home;
  const folder = mkdtempSync(path.join(tmpdir(), 'huifang-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const person = { name: '李娜', role: 'agent', dealerIds: ['cd-south'], email: 'li-na@example.com' };
  writeFileSync(path.join(folder, 'li-na.json'), JSON.stringify(person));
  const run = (lines: readonly string[]) => {
    const script = ['set -e', ...operatorsNeeds(cloud), ...lines].join('\n');
    const commands = path.resolve(import.meta.dirname, '../../infra/commands');
    const direct = script.replaceAll(/npm run ([a-z]+) --/g, `'${process.execPath}' '${commands}/$1.ts'`);
    // No credentials and no region: what is printed must do.
    return ended('sh', ['-c', direct], { cwd: folder, env: { AWS_EC2_METADATA_DISABLED: 'true' } });
  };

  const document = readFileSync(path.resolve(import.meta.dirname, '../../docs/administration.md'), 'utf8');
  const lines = document
    .split('\n')
    .filter((line) => /^npm run dealer -- (?:list|add-secret|test-event|appoint) /.test(line));
  expect(lines).toHaveLength(4);
  const told = await run(lines);
  expect([told.code, told.err]).toEqual([0, '']);
  expect(told.out).toContain('"name": "成都南店"');
  // The old generation ends 48 hours from now by the virtual clock, by which the test visit was signed too.
  expect(told.out).toContain(`"until": "${later(instantOf(cloud.now()), { days: 2 })}"`);
  expect(told.out).toContain('"status": 202');
  expect(told.out).toContain('"email": "li-na@example.com"');

  const span = '--from 2026-03-01T00:00:00Z --until 2026-03-31T00:00:00Z';
  const rest = await run([
    'npm run register -- --group demo $T',
    'npm run redrive -- --group demo --dry-run $E',
    `npm run relay -- --dealer austin-north ${span} $T $F`,
  ]);
  expect([rest.code, rest.err]).toEqual([0, '']);
  expect(rest.out).toContain('2 dealers and 17 staff of demo are registered.');
  expect(rest.out).toContain('There are no dead letters.');
  expect(rest.out).toMatch(/[1-9]\d* events of austin-north relayed again\./);
});

test('every grant of these functions was used, and nothing was refused or parked', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
  const { unused, refused } = await permissionsOf(home.cloud);
  expect(refused).toEqual([]);
  const administration =
    /Dealers|StaffList|StaffShow|StaffAppoint|StaffDismiss|StaffForm|StaffDissolve|StaffAdmit|Reassign/;
  expect(unused.filter((each) => administration.test(each.function))).toEqual([]);
});
