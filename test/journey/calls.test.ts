import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf } from '../permissions-used.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInChengdu } from './a-visit.ts';

const home = useCloud({ scheduleRoundMs: 1 });
const [unhappy, moved, careless] = [freshPhone('CN'), freshPhone('CN'), freshPhone('CN')];
const words = '等了一整天，空调还是不凉';

/** The DMS on this machine: it refuses the first request for an appointment. */
const heard: string[] = [];
const dms: Server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    heard.push(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(heard.length === 1 ? 422 : 204).end();
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => dms.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = dms.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/`;
});
afterAll(() => new Promise((resolve) => dms.close(resolve)));

const ingested = v.object({ customerId: v.string() });
const formShown = v.object({
  stakes: v.array(v.object({ system: v.string() })),
  vehicle: v.object({ openItems: v.array(v.object({ visitId: v.string(), item: v.number() })) }),
});
const worklist = v.object({
  items: v.array(
    v.object({
      id: v.string(),
      kind: v.string(),
      reason: v.string(),
      customer: v.object({ id: v.optional(v.string()) }),
    }),
  ),
});

async function workOf(staffId: string) {
  return v.parse(worklist, (await home.play.as(staffId, 'GET', '/v1/worklist')).body).items;
}

/** The only call that somebody has to make to a customer. */
async function callTo(customerId: string, staffId = 'wang-lei'): Promise<string> {
  const calls = (await workOf(staffId)).filter(
    ({ kind, customer }) => kind === 'callback' && customer.id === customerId,
  );
  expect(calls).toHaveLength(1);
  return calls[0]?.id ?? '';
}

let customerId = '';
let callbackId = '';

test('decision 1, R51, R28, R16: a call by somebody who did not serve the visit', async () => {
  const { play } = home;
  const endpoint = { url, description: 'DMS', events: ['appointment.requested'] };
  expect((await play.as('huang-wei', 'POST', '/v1/dealers/cd-south/endpoints', endpoint)).status).toBe(201);
  const contact = { method: 'call' };
  const visit = visitInChengdu('2026-03-01', unhappy, { contact });
  customerId = v.parse(ingested, (await play.postVisit('cd-south', visit)).body).customerId;
  await play.postVisit('cd-south', visitInChengdu('2026-03-01', moved, { contact }));
  await play.turnTo('2026-03-02T10:30:00+08:00');
  callbackId = await callTo(customerId);

  const call = {
    outcome: 'reached',
    score: 2,
    words,
    verified: 'by-text',
    booking: { from: '2026-03-05T09:00:00+08:00', work: ['air-conditioning'], note: '要代步车' },
    promises: [{ what: '十二点前回电告知配件', ownerId: 'li-na', dueAt: '2026-03-02T12:00:00+08:00' }],
  };
  const attempts = `/v1/callbacks/${callbackId}/attempts`;
  expect(await play.as('wang-lei', 'POST', attempts, call)).toMatchObject({
    status: 403,
    body: { type: 'urn:huifang:problem:own-visit' },
  });
  expect(await play.as('li-na', 'POST', attempts, call)).toMatchObject({
    status: 201,
    body: { status: 'closed', outcome: 'reached' },
  });
  const late = await play.as('zhao-min', 'POST', attempts, { outcome: 'refused' });
  expect(late.status).toBe(409);
  expect(JSON.stringify(late.body)).toContain('li-na finished this callback (reached) at 2026-03-02T02:3');
  await play.quiet();

  const texts = await play.textsTo(unhappy);
  expect(texts.some((text) => text.includes(words))).toBe(true);
  expect(texts.some((text) => /C-[0-9A-Z]{6}/.test(text))).toBe(true);
  expect((await workOf('li-na')).find(({ kind }) => kind === 'promise')).toMatchObject({
    reason: 'promise',
    customer: { id: customerId },
  });
});

test('R28: the form shows that the DMS refused, and that it took the request when tried again', async () => {
  const { play } = home;
  const booking = {
    from: '2026-03-05T01:00:00.000Z',
    note: '要代步车',
    told: [{ system: 'DMS', state: 'waiting', last: { result: 'refused', status: 422 } }],
  };
  const form = () => play.as('li-na', 'GET', `/v1/callbacks/${callbackId}`);
  expect((await form()).body).toMatchObject({
    attempts: [{ score: 2, words, verified: 'by-text', booking }],
    promises: [{ what: '十二点前回电告知配件', ownerId: 'li-na', state: 'open' }],
  });
  await play.turn('PT15M');
  expect((await form()).body).toMatchObject({ attempts: [{ booking: { told: [{ state: 'delivered' }] } }] });
  expect(JSON.parse(heard[1] ?? '')).toMatchObject({
    type: 'appointment.requested',
    data: { customerId, callbackId, from: booking.from, work: ['air-conditioning'] },
  });
  expect(heard.join('')).not.toContain('代步车');
});

test('a number that leads to nobody is noted in the customer file', async () => {
  const { play } = home;
  const calls = (await workOf('wang-lei')).filter(({ kind }) => kind === 'callback');
  expect(calls).toHaveLength(1);
  const [call] = calls;
  await play.as('wang-lei', 'POST', `/v1/callbacks/${call?.id}/attempts`, { outcome: 'wrong-number' });
  await play.quiet();
  expect((await play.as('wang-lei', 'GET', `/v1/customers/${call?.customer.id}`)).body).toMatchObject({
    profile: { correctNumber: { because: 'wrong-number' } },
  });
});

test('R15, R16: promises are kept, passed on, or broken and then the superior’s', async () => {
  const { play } = home;
  const body = { dealerId: 'cd-south', customerId, what: '告知处理结果', dueAt: '2026-03-02T17:00:00+08:00' };
  const made = await play.as('li-na', 'POST', '/v1/promises', body);
  expect(made.status).toBe(201);
  const { id } = v.parse(v.object({ id: v.string() }), made.body);
  const reports = `/v1/promises/${id}/reports`;
  const passOn = { report: 'passed-on', words: '下午休息', to: 'wang-lei' };
  expect((await play.as('chen-jing', 'POST', reports, passOn)).status).toBe(403);
  expect(await play.as('li-na', 'POST', reports, passOn)).toMatchObject({ status: 200 });
  expect((await workOf('wang-lei')).map((each) => each.id)).toEqual([id]);
  expect(await play.as('wang-lei', 'POST', reports, { report: 'kept' })).toMatchObject({
    body: { state: 'kept', ownerId: 'wang-lei' },
  });
  expect((await play.as('li-na', 'GET', `/v1/promises/${id}`)).body).toMatchObject({
    reports: [{ text: '下午休息', by: 'li-na' }],
    history: [{ name: 'promise.made' }, { name: 'promise.passed-on' }, { name: 'promise.kept' }],
  });

  await play.turnTo('2026-03-02T14:30:00+08:00');
  const broken = (await workOf('zhao-min')).find(({ kind }) => kind === 'promise');
  expect(broken).toMatchObject({ reason: 'broken promise, level 1', customer: { id: customerId } });
  const kept = { report: 'kept', words: '已道歉并告知' };
  expect(await play.as('zhao-min', 'POST', `/v1/promises/${broken?.id}/reports`, kept)).toMatchObject({
    body: { state: 'kept', ownerId: 'li-na' },
  });
});

test('R23: brakes that were put off are called about when the customer asked for it, until they refuse', async () => {
  const { play } = home;
  const visit = visitInChengdu('2026-03-01', careless, {
    contact: { method: 'call' },
    vehicle: { vin: 'LFV3A23C8K3000017', plate: '川A20017' },
    items: [
      { description: '更换机油机滤', outcome: 'done' },
      { description: '更换前刹车片', outcome: 'deferred' },
    ],
  });
  const told = v.parse(ingested, (await play.postVisit('cd-south', visit)).body);
  await play.turnTo('2026-03-02T16:00:00+08:00');
  const first = await callTo(told.customerId);
  const attempts = (id: string) => `/v1/callbacks/${id}/attempts`;
  const form = v.parse(formShown, (await play.as('wang-lei', 'GET', `/v1/callbacks/${first}`)).body);
  const [open] = form.vehicle.openItems;
  expect(form.stakes[0]?.system).toBe('brakes');
  const again = { ...open, answer: 'ask-again', againAt: '2026-03-03T11:00:00+08:00' };
  const call = { outcome: 'reached', words: '明天再说', deferred: [again] };
  const wrong = { ...call, deferred: [{ ...again, item: 0 }] };
  expect((await play.as('wang-lei', 'POST', attempts(first), wrong)).status).toBe(400);
  expect((await play.as('wang-lei', 'POST', attempts(first), call)).status).toBe(201);

  await play.turnTo('2026-03-03T11:15:00+08:00');
  const own = await callTo(told.customerId);
  expect(own).not.toBe(first);
  expect((await play.as('wang-lei', 'GET', `/v1/callbacks/${own}`)).body).toMatchObject({
    rule: 'deferred-as-asked',
    assignedBy: 'receiving-advisor',
    deferred: { round: 1, said: [{ answer: 'ask-again', words: '明天再说' }] },
    stakes: [{ system: 'brakes' }],
  });
  const score = { outcome: 'reached', score: 5, words: '都好' };
  expect((await play.as('li-na', 'POST', attempts(own), score)).status).toBe(409);
  const refusal = { outcome: 'reached', words: '不换了，车要卖', deferred: [{ ...open, answer: 'refused' }] };
  expect(await play.as('wang-lei', 'POST', attempts(own), refusal)).toMatchObject({
    status: 201,
    body: { status: 'closed', outcome: 'reached' },
  });
  const census = await play.as('zhao-min', 'GET', '/v1/dealers/cd-south/census?month=2026-03');
  expect(census.body).toMatchObject({ delivered: { count: 3 } });
});

test('nothing was parked or refused', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
  expect((await permissionsOf(home.cloud)).refused).toEqual([]);
});
