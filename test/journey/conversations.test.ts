import { beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { FiguresSchema } from '../../shared/console/api/satisfaction.ts';
import { ContactsSchema } from '../../shared/console/api/contacts.ts';
import { useCloud } from './a-cloud.ts';
import { conversationsIn } from './conversation.ts';
import { type Played, playConversations } from './play-conversations.ts';

const home = useCloud({ requests: 'at once', scheduleRoundMs: 2 * 3_600_000 });
const titles = (['zh-CN', 'en-US'] as const).flatMap((locale) =>
  conversationsIn(locale).map(({ title }) => ({ locale, title })),
);
let played: Played[] = [];

beforeAll(async () => {
  played = await playConversations(home.play, home.cloud);
}, 600_000);

test.each(titles)('$locale: $title', ({ locale, title }) => {
  const found = played.filter((each) => each.locale === locale && each.title === title);
  expect(found.map(({ differences }) => differences)).toEqual([[]]);
});

/** The customer of a conversation in Chinese. */
function customerOf(title: string): Played {
  const found = played.find((each) => each.title === title);
  if (!found) throw new Error(`there is no conversation ${title}`);
  return found;
}

const worklist = v.object({
  items: v.array(v.object({ kind: v.string(), reason: v.string(), customer: v.object({ id: v.string() }) })),
});

async function workAbout({ customerId }: Played, staff: readonly string[]) {
  const lists = await Promise.all(staff.map((id) => home.play.as(id, 'GET', '/v1/worklist')));
  const items = lists.flatMap((list) => v.parse(worklist, list.body).items);
  return items
    .filter(({ customer }) => customer.id === customerId)
    .map(({ kind, reason }) => ({ kind, reason }));
}

/** Whoever was thanked, said thanks and then asked something. */
const chatty = '谢谢不用人回，问题要人回';

describe('what is left to people', () => {
  const advisors = ['wang-lei', 'chen-jing', 'zhou-tao'];
  const agents = ['li-na', 'liu-yang'];

  test('what could not be read goes to a person who is no advisor', async () => {
    const customer = customerOf('三点半来取车');
    expect(await workAbout(customer, agents)).toEqual([{ kind: 'callback', reason: 'unclear' }]);
    expect(await workAbout(customer, advisors)).toEqual([]);
  });

  test('R17, R36: who stays silent is called by the receiving advisor; a late answer takes the call off the list', async () => {
    expect(await workAbout(customerOf('没有回音就是没有回音'), ['wang-lei'])).toEqual([
      { kind: 'callback', reason: 'silent' },
    ]);
    const late = await workAbout(customerOf('没有回音，之后才答'), [...advisors, ...agents]);
    expect(late).toEqual([]);
  });

  test('whoever opted out is called after the next visit', async () => {
    const reasons = (await workAbout(customerOf('退订'), ['wang-lei'])).map(({ reason }) => reason);
    expect(reasons).toEqual(['silent', 'opted-out']);
  });
});

describe('why each contact was or was not made', () => {
  const contactsOf = async ({ customerId }: Played, staffId = 'li-na') => {
    const path = `/v1/customers/${customerId}/contacts`;
    const answer = await home.play.as(staffId, 'GET', path);
    return answer.status === 200 ? v.parse(ContactsSchema, answer.body).items : answer.status;
  };

  test('a manager reads the chain of facts behind a text that was not sent', async () => {
    const contacts = await contactsOf(customerOf('退订'));
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
    for (const title of ['退订', '没有回音就是没有回音', '三点半来取车', chatty]) {
      const contacts = await contactsOf(customerOf(title));
      if (typeof contacts === 'number') throw new Error('it was refused');
      const ids = contacts.flatMap(({ chain }) => chain.map(({ id }) => id));
      expect(ids.filter((id) => !recorded.has(id))).toEqual([]);
    }
    expect(await contactsOf(customerOf(chatty), 'grace-kim')).toBe(404);
  });
});

describe('R13: what staff note of consents', () => {
  const pathOf = (title: string) => `/v1/customers/${customerOf(title).customerId}/consents`;
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
    expect(await play.as('li-na', 'POST', pathOf('退订'), care)).toMatchObject({ status: 409 });
    await play.reply(customerOf('退订').phone, '恢复订阅');
    expect(await play.as('li-na', 'POST', pathOf('退订'), care)).toMatchObject({ status: 200 });
  });
});

test('R14, R29, R32, R36: the figures of the month count every conversation once, and silence on its own', async () => {
  const path = '/v1/dealers/cd-south/satisfaction?month=2026-03';
  expect(await home.play.as('li-na', 'GET', path)).toMatchObject({ status: 403 });
  expect(await home.play.as('grace-kim', 'GET', path)).toMatchObject({ status: 404 });
  const { response, overall, raised } = v.parse(
    FiguresSchema,
    (await home.play.as('zhao-min', 'GET', path)).body,
  );
  const own = (await home.play.events()).filter(({ dealerId }) => dealerId === 'cd-south');
  const answered = own.filter(({ name }) => name === 'survey.answered');
  expect(overall.n).toBe(answered.length);
  expect(overall.topTwo.count).toBe(answered.filter(({ facts }) => Number(facts['score']) >= 4).length);
  const silent = own
    .filter(({ name }) => name === 'survey.silent')
    .map(({ facts }) => String(facts['visitId']));
  const late = new Set(answered.map(({ facts }) => String(facts['visitId'])));
  expect(response.visits['silent']?.visitIds.toSorted()).toEqual(
    silent.filter((visitId) => !late.has(visitId)).toSorted(),
  );
  expect(raised.answered.count + raised.open.count).toBe(raised.share.n);
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

test('a dealer words a text itself, and customers get it so from then on', async () => {
  const { play } = home;
  const { phone } = customerOf('三点半来取车');
  const path = '/v1/dealers/cd-south/texts';
  const own = { template: 'opt-out.confirmed', locale: 'zh-CN', words: '【{dealer}】好的，不再打扰您。' };
  expect(await play.as('li-na', 'PUT', path, own)).toMatchObject({ status: 403 });
  const unsigned = { ...own, words: '好的，不再打扰您。' };
  expect(await play.as('huang-wei', 'PUT', path, unsigned)).toMatchObject({ status: 400 });
  expect(await play.as('huang-wei', 'PUT', path, own)).toMatchObject({
    status: 200,
    body: { version: 1, look: { parts: 1 }, versions: [{ by: 'huang-wei' }] },
  });
  const shown = await play.as('li-na', 'GET', path);
  expect(
    v.parse(v.object({ texts: v.array(v.looseObject({ version: v.number() })) }), shown.body).texts,
  ).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...own, version: 1 }),
      expect.objectContaining({ template: 'survey.thanks', version: 0 }),
    ]),
  );
  await play.reply(phone, '退订');
  expect((await play.textsTo(phone)).at(-1)).toBe('【成都南店】好的，不再打扰您。');
  const sent = (await play.events()).filter(({ name }) => name === 'message.sent').at(-1);
  expect(sent?.facts).toMatchObject({ template: own.template, wording: 1 });
});

test('no text ever left at night', async () => {
  const sent = (await home.play.events()).filter((event) => event.name === 'message.sent');
  expect(sent.length).toBeGreaterThan(played.length);
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

test('nothing was parked on the way', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
});
