import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';
import { operatorTable } from '../../infra/local/group-cloud.ts';
import type { Play, PlayedEvent } from '../../infra/local/play.ts';
import { allComplaints } from '../../shared/complaints/complaints.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, type VisitChanges, visitInAustin, visitInChengdu } from './a-visit.ts';

// Days pass in it: what climbs may climb every three hours.
const home = useCloud({ scheduleRoundMs: 3 * 3_600_000 });

const ingested = v.object({ visitId: v.string(), customerId: v.string(), status: v.string() });
const complaintList = v.object({ items: v.array(v.object({ id: v.string(), customerId: v.string() })) });
const complaint = v.object({
  id: v.string(),
  state: v.string(),
  severity: v.string(),
  level: v.number(),
  words: v.array(v.object({ text: v.string() })),
  history: v.array(v.object({ name: v.string() })),
});
const worklist = v.object({
  items: v.array(v.object({ kind: v.string(), id: v.string(), part: v.optional(v.string()) })),
});
const chain = v.object({ items: v.array(v.object({ id: v.string(), name: v.string() })) });

interface Store {
  readonly dealerId: string;
  readonly phone: string;
  readonly agent: string;
  readonly lead: string;
  readonly workshop: string;
  readonly top: string;
  readonly stranger: string;
  readonly zone: string;
  readonly opens: number;
  readonly closes: number;
}

describe.each([
  {
    language: 'zh-CN',
    store: {
      dealerId: 'cd-south',
      phone: freshPhone('CN'),
      agent: 'li-na',
      lead: 'zhao-min',
      workshop: 'sun-qiang',
      top: 'gao-jun',
      stranger: 'peter-novak',
      zone: 'Asia/Shanghai',
      opens: 8.5,
      closes: 18,
    },
    visit: (phone: string, changes?: VisitChanges) => visitInChengdu('2026-03-02', phone, changes),
    asks: /【成都南店】.*满意.*退订回T/,
    bad: '2，等了一整天，冷车还是有异响',
    number: /C-[0-9A-Z]{6}/,
    solvedAsk: /解决了吗/,
    notSolved: '没有解决',
    solved: '解决了，谢谢',
    settled: /已有处理方案/,
    thanks: /谢谢您的确认/,
  },
  {
    language: 'en-US',
    store: {
      dealerId: 'austin-north',
      phone: freshPhone('US'),
      agent: 'olivia-reed',
      lead: 'grace-kim',
      workshop: 'henry-ward',
      top: 'peter-novak',
      stranger: 'gao-jun',
      zone: 'America/Chicago',
      opens: 8,
      closes: 17,
    },
    visit: (phone: string, changes?: VisitChanges) => visitInAustin('2026-03-09', phone, changes),
    asks: /Austin North: Hi Ann, how satisfied .* STOP to opt out/,
    bad: '2 - took all day and it still squeaks',
    number: /C-[0-9A-Z]{6}/,
    solvedAsk: /solved\? Please reply YES or NO/,
    notSolved: 'No, it still squeaks',
    solved: 'Yes, solved. Thanks',
    settled: /decided how to settle/,
    thanks: /Thank you for confirming/,
  },
])(
  'the whole thread in $language',
  ({ store, visit, asks, bad, number, solvedAsk, notSolved, solved, settled, thanks }) => {
    const { phone, dealerId, agent } = store;
    let customerId = '';
    let complaintId = '';

    test('R01, R11: a visit is asked after by text on the day after delivery', async () => {
      const { play } = home;
      const body = visit(phone);
      await play.turnTo(String(body.repairOrder['deliveredAt']));
      const answer = await play.postVisit(dealerId, body);
      expect(answer).toMatchObject({ status: 202, body: { status: 'recorded' } });
      customerId = v.parse(ingested, answer.body).customerId;
      await play.turn('PT12H');
      expect(await play.textsTo(phone)).toEqual([]);
      await play.turn('PT12H');
      const texts = await play.phone(phone);
      expect(texts).toHaveLength(1);
      expect(texts[0]?.text).toMatch(asks);
      expect(texts[0]?.parts).toBe(1);
    });

    test('R40, R51: a bad answer becomes a complaint in the customer’s own words', async () => {
      const { play } = home;
      await play.reply(phone, bad);
      const list = await play.as(agent, 'GET', `/v1/complaints?dealerId=${dealerId}&state=open`);
      const found = v.parse(complaintList, list.body).items.filter((each) => each.customerId === customerId);
      expect(found).toHaveLength(1);
      complaintId = found[0]?.id ?? '';
      expect(await seen(play)).toMatchObject({ state: 'received', level: 0, words: [{ text: bad }] });
      const texts = await play.textsTo(phone);
      expect(texts).toHaveLength(2);
      expect(texts[1]).toMatch(number);
    });

    test('R49, R50: nobody reacts for two days, so it climbs, in working hours only', async () => {
      const { play } = home;
      const before = (await play.events()).length;
      await play.turn('P2D');
      const climbed = (await play.events())
        .slice(before)
        .filter((event) => event.name === 'complaint.escalated' && event.aggregateId === complaintId);
      for (const event of climbed) expectInWorkingHours(event, store);
      const steps = climbed.map(({ facts }) => `${String(facts['clock'])} ${String(facts['level'])}`);
      expect(steps).toContain('contact 1');
      expect(steps).toContain('settle 1');
      expect(new Set(steps).size).toBe(steps.length);
      const levels = climbed.map(({ facts }) => Number(facts['level']));
      expect((await seen(play)).level).toBe(Math.max(...levels));
    });

    test('R48: solved by staff, the customer is asked; “no” reopens it, and it climbs again', async () => {
      const { play } = home;
      const level = (await seen(play)).level;
      const answer = await propose(play);
      expect(answer).toMatchObject({ status: 200, body: { state: 'solution-proposed' } });
      await play.quiet();
      expect((await play.textsTo(phone)).at(-1)).toMatch(solvedAsk);
      await play.reply(phone, notSolved);
      expect(await seen(play)).toMatchObject({ state: 'reopened', level });
      await play.turn('P3D');
      expect((await seen(play)).level).toBeGreaterThan(level);
    });

    test('R45, R46, R47: settled with approval, told to the customer only then, and carried out', async () => {
      const { play } = home;
      const owner = store.workshop;
      const told = (await play.textsTo(phone)).length;
      expect((await command(play, store.lead, { command: 'approve' })).status).toBe(409);
      await command(play, agent, {
        command: 'analyse',
        causes: ['carelessness'],
        fault: 'full',
        findings: '…',
        department: 'workshop',
        system: 'brakes',
      });
      const answer = await command(play, agent, {
        command: 'settle',
        options: [{ goods: '…', apology: 'spoken' }],
        reasons: '…',
        tasks: [{ department: 'workshop', ownerId: owner, what: '…', withinHours: 8 }],
      });
      expect(answer).toMatchObject({ status: 200, body: { state: 'negotiated' } });
      await play.quiet();
      expect(await play.textsTo(phone)).toHaveLength(told);
      expect((await command(play, agent, { command: 'approve' })).status).toBe(403);
      expect((await command(play, store.lead, { command: 'approve' })).body).toMatchObject({
        state: 'approved',
      });
      await play.quiet();
      expect((await play.textsTo(phone)).slice(told)).toEqual([expect.stringMatching(settled)]);
      // R83: the head of the department has the words to read, and has done with it once they have read them.
      expect(await partsOf(play, owner)).toHaveLength(2);
      await play.as(owner, 'GET', `/v1/complaints/${complaintId}`);
      await play.quiet();
      expect(await partsOf(play, owner)).toHaveLength(1);
      const work = v.parse(worklist, (await play.as(owner, 'GET', '/v1/worklist')).body).items;
      const part = work.find(({ id }) => id === complaintId)?.part;
      const done = await command(play, owner, { command: 'complete-task', taskId: part, outcome: '…' });
      expect(done.body).toMatchObject({ state: 'carried-out' });
    });

    test('R48: solved again, and only the customer’s yes closes it', async () => {
      const { play } = home;
      await propose(play);
      await play.quiet();
      expect((await seen(play)).state).toBe('solution-proposed');
      await play.reply(phone, solved);
      const closed = await seen(play);
      expect(closed.state).toBe('closed');
      expect(closed.words.map((each) => each.text)).toEqual([bad, notSolved, solved]);
      expect((await play.textsTo(phone)).at(-1)).toMatch(thanks);
      const work = v.parse(worklist, (await play.as(agent, 'GET', '/v1/worklist')).body).items;
      expect(work.map((item) => item.id)).not.toContain(complaintId);
    });

    test('every event leads back to its origin', async () => {
      const { play } = home;
      const opened = (await play.events()).find(
        (event) => event.name === 'complaint.opened' && event.aggregateId === complaintId,
      );
      const answer = await play.as(agent, 'GET', `/v1/events/${opened?.id}/causes`);
      expect(v.parse(chain, answer.body).items.map((step) => step.name)).toEqual([
        'survey.answered',
        'message.received',
        'message.sent',
        'survey.asked',
        'callback.opened',
        'callback.planned',
        'visit.recorded',
        'request',
      ]);
    });

    test('R83, R86: it is counted where its cause lies, and every number opens to its complaints', async () => {
      const { play } = home;
      const path = `/v1/dealers/${dealerId}/complaint-counts?month=2026-03`;
      const { body } = await play.as(store.lead, 'GET', path);
      const counted = v.object({ complaintIds: v.array(v.string()) });
      const counts = v.parse(v.object({ departments: v.object({ workshop: counted }) }), body);
      expect(counts.departments.workshop.complaintIds).toContain(complaintId);
      expect((await play.as(agent, 'GET', path)).status).toBe(403);
    });

    test('R86: a point to improve is taken up, and somebody else than its owner says whether it helped', async () => {
      const { play } = home;
      const cause = { category: 'repair-skill', department: 'workshop', system: 'brakes' };
      const ask = (staffId: string, body: object) =>
        play.as(staffId, 'POST', `/v1/dealers/${dealerId}/improvements`, { ...cause, ...body });
      const measure = { command: 'take-measure', what: '…', ownerId: store.workshop };
      const effect = { command: 'check-effect', improved: true, findings: '…' };
      expect((await ask(agent, measure)).status).toBe(403);
      expect((await ask(store.stranger, measure)).status).toBe(404);
      expect((await ask(store.lead, effect)).status).toBe(409);
      expect((await ask(store.lead, measure)).body).toMatchObject({ state: 'measure-taken' });
      expect((await ask(store.workshop, effect)).status).toBe(403);
      expect((await ask(store.lead, effect)).body).toMatchObject({ state: 'improved' });
    });

    test('R54, R87: the record is sealed every day and proves itself, but not for whoever it tells of', async () => {
      const { play } = home;
      const path = `/v1/dealers/${dealerId}/proof?month=2026-03`;
      const answer = await play.as(store.lead, 'GET', path);
      expect(answer).toMatchObject({ status: 200, body: { whole: true, broken: [], gone: [] } });
      expect(v.parse(v.object({ seals: v.number() }), answer.body).seals).toBeGreaterThan(2);
      expect((await play.as(agent, 'GET', path)).status).toBe(403);
    });

    test('decision 6: erased at the customer’s request, names, numbers and words are gone, and the record proves itself', async () => {
      const { play } = home;
      const request = { customerId, how: 'signed-form' };
      const ask = (staffId: string) => play.as(staffId, 'POST', '/v1/erasures', request);
      expect((await ask(store.lead)).status).toBe(403);
      expect((await ask(store.stranger)).status).toBe(404);
      const personal = [phone, bad, notSolved, solved];
      const today = new Date(home.cloud.now()).toISOString();
      const repairOrder = { number: `LAST-${phone.slice(-6)}`, openedAt: today, deliveredAt: today };
      expect((await play.postVisit(dealerId, visit(phone, { repairOrder }))).status).toBe(202);
      await play.quiet();
      const before = await lastingText(home.cloud);
      for (const each of personal) expect(before).toContain(each);

      expect(await ask(store.top)).toMatchObject({ status: 200, body: { complaintIds: [complaintId] } });
      await play.quiet();
      const after = await lastingText(home.cloud);
      for (const each of personal) expect(after).not.toContain(each);
      const takenBack = (await play.events()).filter(
        ({ name, customerId: whose }) => name === 'callback.skipped' && whose === customerId,
      );
      expect(takenBack).toMatchObject([{ facts: { reason: 'erased' } }]);
      expect(await ask(store.top)).toMatchObject({ status: 200, body: { erased: 0 } });

      const path = `/v1/dealers/${dealerId}/proof?month=2026-03`;
      const { body } = await play.as(store.lead, 'GET', path);
      expect(body).toMatchObject({ whole: true, broken: [] });
      const proof = v.object({ gone: v.array(v.object({ complaintId: v.string(), sk: v.string() })) });
      expect(v.parse(proof, body).gone.every((each) => each.complaintId === complaintId)).toBe(true);
      expect(v.parse(proof, body).gone.length).toBeGreaterThan(5);
      const left = await seen(play);
      expect(left).toMatchObject({ state: 'closed', words: [] });
      expect(left.history.map(({ name }) => name)).toContain('complaint.words-erased');
      const file = await play.as(store.lead, 'GET', `/v1/customers/${customerId}`);
      expect(file).toMatchObject({ status: 200, body: { profile: { erased: { by: store.top } } } });
      expect(JSON.stringify(file.body)).not.toContain(phone);
    });

    test('nothing was parked on the way', async () => {
      expect(await home.play.deadLetters()).toEqual([]);
    });

    function command(play: Play, staffId: string, body: object) {
      return play.as(staffId, 'POST', `/v1/complaints/${complaintId}/commands`, body);
    }

    async function partsOf(play: Play, staffId: string) {
      const { items } = v.parse(worklist, (await play.as(staffId, 'GET', '/v1/worklist')).body);
      return items.filter(({ id }) => id === complaintId).map(({ part }) => part);
    }

    function propose(play: Play) {
      return command(play, agent, { command: 'propose-solution', resolution: '…' });
    }

    async function seen(play: Play) {
      return v.parse(complaint, (await play.as(agent, 'GET', `/v1/complaints/${complaintId}`)).body);
    }
  },
);

function expectInWorkingHours(event: PlayedEvent, { zone, opens, closes }: Store): void {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(new Date(event.recordedAt));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const hour = Number(part('hour')) + Number(part('minute')) / 60;
  expect(part('weekday')).not.toBe('Sun');
  expect(hour).toBeGreaterThanOrEqual(opens);
  expect(hour).toBeLessThan(closes);
}

test('R54, R87: an operator has the record proven, and hears what was changed behind the system', async () => {
  const { cloud } = home;
  const table = operatorTable(cloud);
  const [bucket] = cloud.template.ofType('AWS::S3::Bucket');
  const place = ['--table', tableName(cloud), '--bucket', bucket?.ref ?? '', '--endpoint', cloud.doorUrl];
  const command = ['infra/commands/verify-log.ts', '--dealer', 'cd-south', ...place];
  const run = () => promisify(execFile)(process.execPath, command);
  expect((await run()).stdout).toContain('The record is whole.');
  const [complaintId = ''] = await allComplaints(table, 'cd-south');
  const item = await table.get(complaintId, 'EVENT#000001');
  await table.commit([
    table.put({
      ...item,
      pk: complaintId,
      sk: 'EVENT#000001',
      event: { ...Object(item?.['event']), actor: { kind: 'system' } },
    }),
  ]);
  const said = await run().then(
    () => 'whole',
    (error: unknown) => v.parse(v.object({ code: v.literal(1), stdout: v.string() }), error).stdout,
  );
  expect(said).toContain(`${complaintId}) does not hold from version 1 on, item EVENT#000001`);
});

/** Everything in the table that does not expire by itself, as text. */
async function lastingText(cloud: Cloud): Promise<string> {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const client = new DynamoDBClient({
    endpoint: cloud.doorUrl,
    region: cloud.template.region,
    credentials,
  });
  const texts: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName(cloud) }))
    texts.push(
      ...Items.filter(({ expiresAt }) => !expiresAt).map((item) => JSON.stringify(unmarshall(item))),
    );
  client.destroy();
  return texts.join('\n');
}

function tableName({ template }: Cloud): string {
  return template.ofType('AWS::DynamoDB::Table')[0]?.ref ?? '';
}
