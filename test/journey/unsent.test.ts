import { expect, test } from 'vitest';
import * as v from 'valibot';
import { ContactsSchema } from '../../shared/console/api/contacts.ts';
import { AwsError } from '../../infra/local/contract.ts';
import type { Middleware } from '../../infra/local/runtime/door.ts';
import { useCloud } from './a-cloud.ts';
import { publishAny } from './any-inbound.ts';
import { freshPhone, visitInChengdu } from './a-visit.ts';

let throttled: string | undefined;
/** SNS has no capacity for the first text, however often the SDK tries. */
const throttleFirst: Middleware = (next) => (call) => {
  if (call.service !== 'sns' || call.action !== 'Publish') return next(call);
  throttled ??= call.sdkCall;
  if (call.sdkCall !== throttled) return next(call);
  throw new AwsError('ThrottledException', 'Rate exceeded', { queryCode: 'Throttled', status: 429 });
};

let answerIsLost = false;
/** SNS sends a text, and its answer never comes back. */
const loseAnswer: Middleware = (next) => async (call) => {
  const answer = await next(call);
  if (!answerIsLost || call.service !== 'sns' || call.action !== 'Publish') return answer;
  answerIsLost = false;
  throw new AwsError('InternalError', 'the answer was lost', { status: 500 });
};

const home = useCloud({ middlewares: [throttleFirst, loseAnswer] });
const phone = freshPhone('CN');
const timeline = v.object({
  timeline: v.object({ items: v.array(v.looseObject({ name: v.string() })) }),
});

test('a text that SNS throttles is sent once, later', async () => {
  await openOne('刹车有异响');
  expect(await home.play.textsTo(phone)).toEqual([]);
  await home.play.turn('PT10M');
  expect(await home.play.textsTo(phone)).toEqual([expect.stringMatching(/已记录/)]);
});

test('whoever has opted out is not asked whether a complaint is solved: a person is to ask', async () => {
  await home.play.reply(phone, '退订');
  await solve(await openOne('空调不制冷'));
  const names = (await home.play.events()).map(({ name }) => name);
  expect(names).toContain('message.withheld');
});

test('the customer file of a visit shows name and timeline', async () => {
  const visit = visitInChengdu((await home.play.now()).slice(0, 10), phone);
  const { body } = await home.play.postVisit('cd-south', visit);
  const { customerId } = v.parse(v.object({ customerId: v.string() }), body);
  await home.play.quiet();
  const answer = await home.play.as('li-na', 'GET', `/v1/customers/${customerId}`);
  expect(answer).toMatchObject({ status: 200, body: { profile: { name: '张伟' } } });
  const { items } = v.parse(timeline, answer.body).timeline;
  expect(items.map(({ name }) => name)).toContain('visit.recorded');
});

test('a text of which nobody knows whether it left is not repeated, and is shown as such', async () => {
  const unlucky = freshPhone('CN');
  const visit = visitInChengdu((await home.play.now()).slice(0, 10), unlucky);
  const { body } = await home.play.postVisit('cd-south', visit);
  const { customerId } = v.parse(v.object({ customerId: v.string() }), body);
  await home.play.quiet();
  answerIsLost = true;
  await openOne('空调不制冷', unlucky);
  await home.play.turn('PT10M');
  expect(await home.play.textsTo(unlucky)).toHaveLength(1);
  const answer = await home.play.as('li-na', 'GET', `/v1/customers/${customerId}/contacts`);
  const text = v.parse(ContactsSchema, answer.body).items.find(({ by }) => by === 'text');
  expect(text).toMatchObject({
    fate: 'unknown',
    why: { 'zh-CN': '复述投诉内容的短信交给了运营商，但不知道是否发出；不会重发。' },
  });
  expect(text?.why['en-US']).toContain('nobody knows whether it left; it is not sent again');
});

test('a text that the carrier could not deliver is told so, and the number is to be corrected', async () => {
  const nobody = '+8613900404404';
  const visit = visitInChengdu((await home.play.now()).slice(0, 10), nobody);
  const { body } = await home.play.postVisit('cd-south', visit);
  const { customerId } = v.parse(v.object({ customerId: v.string() }), body);
  await home.play.quiet();
  await openOne('空调不制冷', nobody);
  const answer = await home.play.as('li-na', 'GET', `/v1/customers/${customerId}/contacts`);
  const text = v.parse(ContactsSchema, answer.body).items.find(({ by }) => by === 'text');
  expect(text).toMatchObject({
    fate: 'not-made',
    why: { 'zh-CN': '复述投诉内容的短信没有送达。这个号码不存在。' },
  });
  const doubted = (await home.play.events()).filter(({ name }) => name === 'customer.number-doubted');
  expect(doubted).toMatchObject([{ customerId, facts: { because: 'not-in-service' } }]);
});

/** `ANY_INBOUND=5000` is the campaign. */
const anyInbounds = Number(process.env['ANY_INBOUND'] ?? 500);

test(`${anyInbounds} texts of any kind from anybody leave no failure, no dead letter and no false opt-out`, async () => {
  const { play, cloud } = home;
  const phones = [freshPhone('CN'), freshPhone('CN')];
  for (const each of phones) await openOne('空调不制冷', each);
  const optOuts = async () => (await play.events()).filter(({ name }) => name === 'handset.opted-out').length;
  const before = await optOuts();
  const ids = await publishAny(cloud, { count: anyInbounds, seed: 20260302, phones }, () => play.quiet());
  expect(await play.deadLetters()).toEqual([]);
  expect(await optOuts()).toBe(before);
  const received = (await play.events()).filter(({ name }) => name === 'message.received');
  const once = received.map(({ facts }) => facts['inboundMessageId']).filter((id) => ids.has(id));
  expect(once.toSorted()).toEqual([...ids].toSorted());
});

async function openOne(words: string, from = phone): Promise<string> {
  const body = { dealerId: 'cd-south', phone: from, channel: 'walk-in', words };
  const answer = await home.play.as('li-na', 'POST', '/v1/complaints', body);
  await home.play.quiet();
  return v.parse(v.object({ id: v.string() }), answer.body).id;
}

async function solve(id: string): Promise<void> {
  const command = { command: 'propose-solution', resolution: '已更换' };
  const answer = await home.play.as('li-na', 'POST', `/v1/complaints/${id}/commands`, command);
  expect(answer.status).toBe(200);
  await home.play.quiet();
}
