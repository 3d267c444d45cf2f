import { beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Play } from '../../infra/local/play.ts';
import { ContactsSchema } from '../../shared/console/api/contacts.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';

const home = useCloud();
const ingested = v.object({ visitId: v.string(), customerId: v.string() });
const worklist = v.object({
  items: v.array(
    v.object({
      kind: v.string(),
      id: v.string(),
      reason: v.string(),
      customer: v.object({ id: v.string() }),
    }),
  ),
});

const optOuts = [
  { word: '退订', store: 'cd-south', phone: freshPhone('CN'), confirmation: /已为您退订/ },
  { word: 'T', store: 'cd-south', phone: freshPhone('CN'), confirmation: /已为您退订/ },
  { word: '别再发了', store: 'cd-south', phone: freshPhone('CN'), confirmation: /已为您退订/ },
  { word: 'STOP', store: 'austin-north', phone: freshPhone('US'), confirmation: /unsubscribed/ },
  { word: 'Stop. Thank you', store: 'austin-north', phone: freshPhone('US'), confirmation: /unsubscribed/ },
] as const;

const ratings = [
  { words: '5', phone: freshPhone('CN'), answer: /谢谢您的回答/ },
  { words: '４，就是等太久', phone: freshPhone('CN'), answer: /谢谢您的回答/ },
  { words: '五', phone: freshPhone('CN'), answer: /谢谢您的回答/ },
  { words: '非常满意', phone: freshPhone('CN'), answer: /谢谢您的回答/ },
  { words: '３', phone: freshPhone('CN'), answer: /谢谢您坦率的回答/ },
  { words: '1', phone: freshPhone('CN'), answer: /很抱歉/ },
  { words: '不满意', phone: freshPhone('CN'), answer: /很抱歉/ },
] as const;

const unclear = freshPhone('CN');
const silent = freshPhone('CN');
const chatty = freshPhone('CN');
const nightOwl = freshPhone('CN');
const customers = new Map<string, string>();

/** Everybody's vehicle is delivered on Monday; in Chengdu it is then Tuesday noon, and its customers were asked. */
beforeAll(async () => {
  const { play } = home;
  const phones = [...optOuts, ...ratings].map((each) => each.phone);
  for (const phone of [...phones, unclear, silent, chatty, nightOwl]) await deliver(play, phone);
  await play.turnTo('2026-03-03T12:00:00+08:00');
});

async function deliver(play: Play, phone: string, number = 'first'): Promise<void> {
  const now = await play.now();
  const repairOrder = { number: `${number}-${phone.slice(-6)}`, openedAt: now, deliveredAt: now };
  const vehicle = { vin: vinOf(phone), plate: undefined };
  // Other work than the first time, which would make the customer important: then a manager calls.
  const items = number === 'first' ? {} : { items: [{ description: 'Wipers replaced', outcome: 'done' }] };
  const inChina = phone.startsWith('+86');
  const visit = (inChina ? visitInChengdu : visitInAustin)(now.slice(0, 10), phone, {
    repairOrder,
    vehicle,
    ...items,
  });
  const answer = await play.postVisit(inChina ? 'cd-south' : 'austin-north', visit);
  customers.set(phone, v.parse(ingested, answer.body).customerId);
}

/** Everybody has a vehicle of their own. */
function vinOf(phone: string): string {
  return `LSVAA4182E2${phone.slice(-6)}`;
}

async function workAbout(phone: string, staff: readonly string[]) {
  const lists = await Promise.all(staff.map((id) => home.play.as(id, 'GET', '/v1/worklist')));
  return lists
    .flatMap((list) => v.parse(worklist, list.body).items)
    .filter((item) => item.customer.id === customers.get(phone));
}

const everybody = ['wang-lei', 'chen-jing', 'zhou-tao', 'li-na', 'liu-yang'];

describe('replies on the next day', () => {
  test('R29: every customer was asked once', async () => {
    for (const phone of customers.keys()) expect(await home.play.textsTo(phone)).toHaveLength(1);
  });

  test.each(ratings)('R29: “$words” is read', async ({ words, phone, answer }) => {
    await home.play.reply(phone, words);
    expect((await home.play.textsTo(phone)).slice(1)).toEqual([expect.stringMatching(answer)]);
  });

  test('an unclear reply is asked about once more and then goes to a person who is no advisor', async () => {
    const { play } = home;
    await play.reply(unclear, '3点半来取车行吗');
    expect((await play.textsTo(unclear))[1]).toMatch(/只回复1到5/);
    await play.reply(unclear, '你们几点下班');
    expect(await play.textsTo(unclear)).toHaveLength(2);
    expect(await workAbout(unclear, ['li-na', 'liu-yang'])).toMatchObject([
      { kind: 'callback', reason: 'unclear' },
    ]);
  });

  test('R10: a text out of the blue reaches a person, a thank-you does not', async () => {
    const { play } = home;
    await play.reply(chatty, '5');
    await play.reply(chatty, '谢谢');
    expect(await workAbout(chatty, everybody)).toEqual([]);
    await play.reply(chatty, '请问我的发票什么时候能拿到？');
    expect(await workAbout(chatty, everybody)).toMatchObject([{ reason: 'customer-wrote' }]);
  });

  test('R36: silence is its own state, the receiving advisor calls, and a late answer still counts', async () => {
    const { play } = home;
    await play.turnTo('2026-03-04T11:00:00+08:00');
    const events = (await play.events()).filter((event) => event.customerId === customers.get(silent));
    expect(events.map((event) => event.name)).toContain('survey.silent');
    expect(await workAbout(silent, everybody)).toMatchObject([{ kind: 'callback', reason: 'silent' }]);
    expect(await workAbout(silent, ['wang-lei'])).toHaveLength(1);
    await play.reply(silent, '5');
    expect((await play.textsTo(silent)).at(-1)).toMatch(/谢谢您的回答/);
    expect(await workAbout(silent, everybody)).toEqual([]);
  });
});

describe('opting out', () => {
  test.each(optOuts)('“$word” is confirmed once', async ({ word, phone, confirmation }) => {
    const { play } = home;
    await play.reply(phone, word);
    expect((await play.textsTo(phone)).slice(1)).toEqual([expect.stringMatching(confirmation)]);
    await play.reply(phone, word);
    expect(await play.textsTo(phone)).toHaveLength(2);
  });

  test('and there is no further text, but a person who calls after the next visit', async () => {
    const { play } = home;
    for (const { phone } of optOuts) await deliver(play, phone, 'second');
    await play.turnTo('2026-03-06T11:00:00+08:00');
    for (const { phone } of optOuts) expect(await play.textsTo(phone)).toHaveLength(2);
    const reasons = (await workAbout(optOuts[0].phone, ['wang-lei'])).map((item) => item.reason);
    expect(reasons).toEqual(['silent', 'opted-out']);
  });
});

describe('why each contact was or was not made', () => {
  const contactsOf = async (phone: string, staffId = 'li-na') => {
    const path = `/v1/customers/${customers.get(phone)}/contacts`;
    const answer = await home.play.as(staffId, 'GET', path);
    return answer.status === 200 ? v.parse(ContactsSchema, answer.body).items : answer.status;
  };

  test('a manager reads the chain of facts behind a text that was not sent', async () => {
    const { phone } = optOuts[0];
    const contacts = await contactsOf(phone);
    if (typeof contacts === 'number') throw new Error('it was refused');
    const fates = contacts.map(({ fate, by }) => `${by} ${fate}`);
    expect(fates.sort()).toEqual(['call waiting', 'call waiting', 'text made', 'text made', 'text not-made']);
    const withheld = contacts.find(({ fate }) => fate === 'not-made');
    expect(withheld?.why['zh-CN']).toBe('满意度短信没有发出。这个号码已用短信退订。');
    expect(withheld?.chain.map(({ sentence }) => sentence['en-US'])).toEqual([
      expect.stringMatching(/^The DMS told us of repair order second-/),
      expect.stringMatching(/^The customer is to be asked by text on 2026-03-0\d 10:00\./),
      'The moment came to ask by text.',
      'The customer is asked how satisfied they are.',
      'This phone has opted out of all texts.',
      withheld?.why['en-US'],
    ]);
  });

  test('it is drawn from recorded events only, and shown at the store of the customer only', async () => {
    const recorded = new Set((await home.play.events()).map(({ id }) => id));
    for (const phone of [optOuts[0].phone, silent, unclear, chatty]) {
      const contacts = await contactsOf(phone);
      if (typeof contacts === 'number') throw new Error('it was refused');
      const ids = contacts.flatMap(({ chain }) => chain.map(({ id }) => id));
      expect(ids.filter((id) => !recorded.has(id))).toEqual([]);
    }
    expect(await contactsOf(silent, 'grace-kim')).toBe(404);
  });
});

describe('R13: what staff note of consents', () => {
  const pathOf = (phone: string) => `/v1/customers/${customers.get(phone)}/consents`;
  const care = { purposes: ['care'], given: true, how: 'signed-form', wording: '我同意接收关怀短信' };

  test('is shown with its proof, at the store of the customer only', async () => {
    const { play } = home;
    expect(await play.as('grace-kim', 'POST', pathOf(chatty), care)).toMatchObject({ status: 404 });
    expect(await play.as('li-na', 'POST', pathOf(chatty), care)).toMatchObject({ status: 200 });
    expect(await play.as('li-na', 'GET', pathOf(chatty))).toMatchObject({
      status: 200,
      body: {
        items: [
          { purpose: 'service', permitted: true, basis: { kind: 'contract' } },
          { purpose: 'care', permitted: true, proofs: [{ notedBy: 'li-na', wording: care.wording }] },
          { purpose: 'marketing', permitted: false, basis: { kind: 'no-consent' } },
        ],
      },
    });
    expect(await play.as('grace-kim', 'GET', pathOf(chatty))).toMatchObject({ status: 404 });
  });

  test('nobody opts a customer in again who texted 退订, until they text START', async () => {
    const { play } = home;
    const { phone } = optOuts[0];
    expect(await play.as('li-na', 'POST', pathOf(phone), care)).toMatchObject({ status: 409 });
    await play.reply(phone, '恢复订阅');
    expect(await play.as('li-na', 'POST', pathOf(phone), care)).toMatchObject({ status: 200 });
  });
});

test('whoever writes a text sees it as it would look, or what is wrong with it', async () => {
  const path = '/v1/dealers/cd-south/texts/try';
  const greeting = {
    purpose: 'care',
    locale: 'zh-CN',
    words: '【{dealer}】{greeting}祝您平安！退订回T',
    wayOut: 'T',
  };
  expect(await home.play.as('li-na', 'POST', path, greeting)).toMatchObject({
    status: 200,
    body: { parts: 1, alphabet: 'UCS-2' },
  });
  const offer = { ...greeting, words: '【{dealer}】保养只要399元！退订回T' };
  expect(await home.play.as('li-na', 'POST', path, offer)).toMatchObject({ status: 400 });
  expect(await home.play.as('grace-kim', 'POST', path, greeting)).toMatchObject({ status: 404 });
});

describe('quiet hours', () => {
  test('a text that is due at night waits until nine in the morning', async () => {
    const { play } = home;
    await play.turnTo('2026-03-06T22:30:00+08:00');
    await play.reply(nightOwl, '5');
    expect(await play.textsTo(nightOwl)).toHaveLength(1);
    await play.turnTo('2026-03-07T10:00:00+08:00');
    const thanks = (await play.phone(nightOwl)).at(-1);
    expect(thanks?.text).toMatch(/谢谢您的回答/);
    expect(thanks?.at).toBe('2026-03-07T01:00:00.000Z');
  });

  test('no text ever left at night', async () => {
    const sent = (await home.play.events()).filter((event) => event.name === 'message.sent');
    expect(sent.length).toBeGreaterThan(customers.size);
    for (const { recordedAt, dealerId } of sent) {
      const timeZone = dealerId === 'cd-south' ? 'Asia/Shanghai' : 'America/Chicago';
      const hour = Number(new Date(recordedAt).toLocaleString('en-GB', { timeZone, hour: '2-digit' }));
      // The confirmation of an opt-out answers at once, whatever the hour.
      const isConfirmation = sent.some(
        (event) => event.recordedAt === recordedAt && event.facts['template'] === 'opt-out.confirmed',
      );
      if (!isConfirmation) expect(hour).toBeGreaterThanOrEqual(9);
      if (!isConfirmation) expect(hour).toBeLessThan(20);
    }
  });
});

test('nothing was parked on the way', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
});
