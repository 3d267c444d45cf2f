import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsOf } from '../permissions-used.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInChengdu } from './a-visit.ts';

const home = useCloud({ scheduleRoundMs: 1 });
const endpoints = '/v1/dealers/cd-south/endpoints';

interface Heard {
  readonly path: string;
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Another system on this machine: it keeps what it hears and answers as it is told, 204 if not. */
const heard: Heard[] = [];
const answers = new Map<string, number[]>();
const receiver: Server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const path = request.url ?? '';
    const headers = v.parse(v.record(v.string(), v.string()), request.headers);
    const body = Buffer.concat(chunks).toString('utf8');
    heard.push({ path, id: headers['webhook-id'] ?? '', headers, body });
    response.writeHead(answers.get(path)?.shift() ?? 204, { location: '/elsewhere' });
    response.end();
  });
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise((resolve) => receiver.close(resolve)));

const heardAt = (path: string) => heard.filter((each) => each.path === path);
const registered = v.object({ id: v.string(), secret: v.string() });
const sent = v.object({
  items: v.array(
    v.looseObject({
      id: v.string(),
      webhookId: v.string(),
      type: v.string(),
      state: v.string(),
      attempts: v.array(v.looseObject({ result: v.string(), status: v.optional(v.number()) })),
    }),
  ),
});

async function register(path: string, events: string[], by = 'huang-wei', more = {}) {
  const body = { url: `${origin}${path}`, description: 'Receiver of this test', events, ...more };
  const answer = await home.play.as(by, 'POST', endpoints, body);
  expect(answer.status).toBe(201);
  return v.parse(registered, answer.body);
}

async function deliveriesOf(id: string, by = 'huang-wei') {
  return v.parse(sent, (await home.play.as(by, 'GET', `${endpoints}/${id}/deliveries`)).body).items;
}

/** What the library of Standard Webhooks finds in it; it judges by the wall clock, so the time is signed anew beforehand. */
function verified({ id, headers, body }: Heard, secret: string): unknown {
  const signedAt = new Date(Number(headers['webhook-timestamp']) * 1000);
  const library = new Webhook(secret);
  expect((headers['webhook-signature'] ?? '').split(' ')).toContain(library.sign(id, signedAt, body));
  const now = new Date();
  return library.verify(body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': library.sign(id, now, body),
  });
}

test('who may register what, and where nothing is sent', async () => {
  const { play } = home;
  const body = { url: 'https://crm.example.com/hooks', description: 'CRM', events: ['survey.answered'] };
  expect((await play.as('wang-lei', 'POST', endpoints, body)).status).toBe(403);
  expect((await play.as('laura-stone', 'POST', endpoints, body)).status).toBe(404);
  expect((await play.as('huang-wei', 'POST', endpoints, { ...body, groupWide: true })).status).toBe(403);
  for (const url of ['http://crm.example.com/', 'https://169.254.169.254/', 'https://10.0.0.7/'])
    expect(await play.as('huang-wei', 'POST', endpoints, { ...body, url })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/url' }] },
    });
});

test('a complaint is told, tried again until it is taken, and replayed under the same id', async () => {
  const { play } = home;
  const all = ['visit.followed-up', 'survey.answered', 'complaint.opened'];
  const own = await register('/own', all);
  const group = await register('/group', ['complaint.opened'], 'gao-jun', { groupWide: true });
  expect((await play.as('huang-wei', 'POST', `${endpoints}/${own.id}/test`)).status).toBe(202);
  await play.quiet();
  const [greeting] = heardAt('/own');
  expect(greeting && verified(greeting, own.secret)).toMatchObject({ type: 'endpoint.test' });

  const phone = freshPhone('CN');
  await play.postVisit('cd-south', visitInChengdu('2026-03-01', phone));
  await play.turn('PT2H');
  const [message] = await play.textsTo(phone);
  expect(message).toBeDefined();
  answers.set('/group', [500, 302, 503]);
  await play.reply(phone, '1，刹车还是响');
  await play.quiet();
  const types = heardAt('/own').map(
    ({ body }) => v.parse(v.object({ type: v.string() }), JSON.parse(body)).type,
  );
  expect(types.sort()).toEqual(['complaint.opened', 'endpoint.test', 'survey.answered', 'visit.followed-up']);
  for (const { body } of heard) expect(body).not.toMatch(/还是响|张伟|\+86139|川A/);

  // The first try failed, the second is led elsewhere and not followed, the third failed too, the fourth is taken.
  expect(heardAt('/group')).toHaveLength(1);
  await play.turn('PT4S');
  expect(heardAt('/group')).toHaveLength(1);
  await play.turn('PT1S');
  expect(heardAt('/group')).toHaveLength(2);
  await play.turn('PT4M59S');
  expect(heardAt('/group')).toHaveLength(2);
  await play.turn('PT1S');
  expect(heardAt('/group')).toHaveLength(3);
  await play.turn('PT45M');
  expect(heardAt('/group')).toHaveLength(4);
  expect(heardAt('/elsewhere')).toEqual([]);
  expect(new Set(heardAt('/group').map(({ id }) => id)).size).toBe(1);
  expect(new Set(heardAt('/group').map(({ body }) => body)).size).toBe(1);
  const complaint = heardAt('/group')[3];
  expect(complaint && verified(complaint, group.secret)).toMatchObject({
    type: 'complaint.opened',
    data: { dealerId: 'cd-south', source: 'survey' },
  });
  const [delivered] = await deliveriesOf(group.id, 'gao-jun');
  expect(delivered).toMatchObject({ state: 'delivered', webhookId: complaint?.id });
  expect(delivered?.attempts.map(({ result, status }) => [result, status])).toEqual([
    ['refused', 500],
    ['redirected', 302],
    ['refused', 503],
    ['taken', 204],
  ]);
  // What every dealer's customers said is not a service director's to see.
  expect((await play.as('huang-wei', 'GET', `${endpoints}/${group.id}/deliveries`)).status).toBe(403);

  const again = `${endpoints}/${group.id}/deliveries/${delivered?.id ?? ''}/replay`;
  expect((await play.as('gao-jun', 'POST', again)).status).toBe(202);
  await play.quiet();
  expect(heardAt('/group')).toHaveLength(5);
  expect(heardAt('/group')[4]?.id).toBe(complaint?.id);
});

test('a new secret signs beside the old one for a day', async () => {
  const { play } = home;
  const { id, secret } = await register('/rotated', ['complaint.closed']);
  const body = { url: `${origin}/rotated`, description: 'Receiver', events: ['complaint.closed'] };
  const rotated = await play.as('huang-wei', 'PUT', `${endpoints}/${id}`, { ...body, secretGeneration: 2 });
  expect(rotated).toMatchObject({ status: 200, body: { secretGenerations: [2, 1] } });
  const next = v.parse(registered, rotated.body);
  expect(next.secret).not.toBe(secret);
  const listed = await play.as('huang-wei', 'GET', endpoints);
  expect(JSON.stringify(listed.body)).not.toContain('whsec_');
  await play.as('huang-wei', 'POST', `${endpoints}/${id}/test`);
  await play.quiet();
  const [first] = heardAt('/rotated');
  if (!first) throw new Error('nothing came');
  verified(first, secret);
  verified(first, next.secret);
});

test('one that is gone is switched off, until somebody switches it on; one that is removed hears nothing', async () => {
  const { play } = home;
  const { id } = await register('/gone', ['complaint.closed']);
  const ask = () => play.as('huang-wei', 'POST', `${endpoints}/${id}/test`);
  answers.set('/gone', [410]);
  await ask();
  await play.quiet();
  const listed = v.parse(
    v.object({
      items: v.array(
        v.looseObject({ id: v.string(), disabled: v.optional(v.looseObject({ because: v.string() })) }),
      ),
    }),
    (await play.as('huang-wei', 'GET', endpoints)).body,
  );
  expect(listed.items.find((each) => each.id === id)?.disabled).toMatchObject({ because: 'gone' });
  expect((await play.events()).filter(({ name }) => name === 'endpoint.disabled')).toHaveLength(1);
  expect((await ask()).status).toBe(409);
  const body = { url: `${origin}/gone`, description: 'Receiver', events: ['complaint.closed'] };
  expect((await play.as('huang-wei', 'PUT', `${endpoints}/${id}`, body)).status).toBe(200);
  expect((await ask()).status).toBe(202);
  await play.quiet();
  expect(heardAt('/gone')).toHaveLength(2);
  expect((await play.as('huang-wei', 'DELETE', `${endpoints}/${id}`)).status).toBe(200);
  expect((await ask()).status).toBe(404);
});

test('every grant was used, nothing was refused or parked, and no log holds what was answered', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
  const { unused, refused } = await permissionsOf(home.cloud);
  expect(refused).toEqual([]);
  const outbound =
    /Events(?:Notify|Deliver|ListEndpoints|AddEndpoint|ChangeEndpoint|RemoveEndpoint|TestEndpoint|ListSent|ReplaySent)/;
  expect(unused.filter((each) => outbound.test(each.function))).toEqual([]);
});
