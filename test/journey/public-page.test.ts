import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useCloud } from './a-cloud.ts';
import { demo } from '../../infra/groups/demo.ts';
import { defaultQuestions } from '../../shared/surveys/questionnaire/default.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';

const home = useCloud();
const list = v.object({ items: v.array(v.object({ id: v.string(), number: v.string() })) });
const view = v.object({
  source: v.string(),
  words: v.array(v.object({ text: v.string() })),
  remedySought: v.optional(v.string()),
});

/** What somebody might write who means harm. */
const hostile = '<script>document.title="owned"</script><img src=x onerror=alert(1)> "\'& </textarea>';

const world: { browser?: Browser } = {};

beforeAll(async () => {
  world.browser = await playwright.launch({
    args: chromium.args,
    executablePath: await chromium.executablePath(),
  });
});
afterAll(() => world.browser?.close());

/** A page as a small phone shows it, without JavaScript unless the test itself needs it. */
async function smallScreen(locale: string, javaScriptEnabled = false): Promise<Page> {
  const viewport = { width: 360, height: 640 };
  const context = await world.browser?.newContext({ viewport, javaScriptEnabled, locale });
  if (!context) throw new Error('the browser has not started');
  return context.newPage();
}

/** Keeps how a page looks, where somebody wants to see it. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const axeResult = v.object({ violations: v.array(v.looseObject({ id: v.string() })) });

/** What axe finds wrong with a page, by the names of its rules. */
async function barriersOf(address: string, locale: string): Promise<string[]> {
  const page = await smallScreen(locale, true);
  await page.goto(address);
  await page.evaluate(axe);
  const found = v.parse(axeResult, await page.evaluate('axe.run()'));
  return found.violations.map(({ id }) => id);
}

describe.each([
  {
    dealerId: 'cd-south',
    locale: 'zh-CN',
    phone: freshPhone('CN'),
    staff: 'li-na',
    words: '等了一整天，刹车还是有异响',
    more: '是前刹车',
    title: '意见与投诉',
    next: /专人会在工作时间内/,
    sent: /“等了一整天，刹车还是有异响”.*更正请直接回复/,
  },
  {
    dealerId: 'austin-north',
    locale: 'en-US',
    phone: freshPhone('US'),
    staff: 'olivia-reed',
    words: 'I waited all day and it still squeaks',
    more: 'It is the front brake',
    title: 'Tell us what went wrong',
    next: /contacts you within working hours/,
    sent: /"I waited all day and it still squeaks".*Reply to add or correct/,
  },
])(
  'R10, R51: the public page of $dealerId in $locale',
  ({ dealerId, locale, phone, staff, words, more, title, next, sent }) => {
    let number = '';

    test('fits a small screen, and takes a complaint without a login and without JavaScript', async () => {
      const page = await smallScreen(locale);
      await page.goto(`${home.cloud.url}/c/${dealerId}`);
      expect(await page.title()).toBe(title);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      for (const field of await page.locator('textarea, input[type=tel], button').all()) {
        const box = await field.boundingBox();
        expect(box && box.x + box.width).toBeLessThanOrEqual(360);
      }
      await page.fill('#words', words);
      await page.fill('#phone', phone);
      await keepPicture(page, `complaint-page-${locale}`);
      await page.click('button');
      const text = await page.locator('main').innerText();
      number = /C-[0-9A-Z]{6}/.exec(text)?.[0] ?? '';
      expect(number).not.toBe('');
      expect(text).toMatch(next);
      // The answer tells nobody who looks over the shoulder who complained of what.
      expect(await page.content()).not.toContain(words);
      expect(await page.content()).not.toContain(phone.slice(-8));
    });

    test('what was recorded is sent to the customer, whose correction stands beside it', async () => {
      const { play } = home;
      await play.quiet();
      const [text] = await play.textsTo(phone);
      expect(text).toContain(number);
      expect(text).toMatch(sent);
      await play.reply(phone, more);
      const found = await complaint();
      expect(found).toMatchObject({ source: 'page', words: [{ text: words }, { text: more }] });
    });

    test('hostile text is shown as text, on the page and to staff', async () => {
      const page = await smallScreen(locale);
      await page.goto(`${home.cloud.url}/c/${dealerId}`);
      await page.fill('#words', hostile);
      await page.fill('#phone', 'no number');
      await page.click('button');
      expect(await page.inputValue('#words')).toBe(hostile);
      expect(await page.title()).toBe(title);
      expect(await page.locator('script, img').count()).toBe(0);
      expect(await page.locator('[aria-invalid=true]').count()).toBe(1);
    });

    async function complaint() {
      const { items } = v.parse(
        list,
        (await home.play.as(staff, 'GET', `/v1/complaints?dealerId=${dealerId}`)).body,
      );
      const id = items.find((each) => each.number === number)?.id;
      return v.parse(view, (await home.play.as(staff, 'GET', `/v1/complaints/${id}`)).body);
    }
  },
);

describe('R10: the public page under abuse', () => {
  const post = (body: string, dealerId = 'cd-south') =>
    home.play.request('POST', `/c/${dealerId}?lang=en`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
  const form = (fields: Record<string, string>) => new URLSearchParams({ key: 'k1', ...fields }).toString();

  test('the same form sent twice is one complaint', async () => {
    const body = form({ words: 'twice', phone: freshPhone('CN') });
    const [first, second] = [await post(body), await post(body)];
    expect(first.status).toBe(200);
    expect(second.body).toBe(first.body);
  });

  test('what is too long, or of no store, is refused in words', async () => {
    expect((await post(form({ words: 'x'.repeat(70_000), phone: freshPhone('CN') }))).status).toBe(413);
    expect((await post(form({ words: 'x'.repeat(6000), phone: freshPhone('CN') }))).status).toBe(400);
    expect((await post(form({ words: 'x', phone: freshPhone('CN') }), 'no-such-store')).status).toBe(404);
    const page = await home.play.request('GET', '/c/no-such-store');
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  test('a link is not sent to a stranger’s phone, and no phone gets many texts', async () => {
    const phone = freshPhone('CN');
    await home.play.turn('PT1H');
    await post(form({ words: 'win at https://evil.example', phone }));
    expect((await post(form({ words: 'a second one', phone }))).status).toBe(200);
    expect((await post(form({ words: 'a third one', phone }))).status).toBe(429);
    await home.play.quiet();
    const texts = await home.play.textsTo(phone);
    expect(texts).toHaveLength(2);
    expect(texts.join()).not.toContain('evil');
  });

  test('an address that floods the page is told to wait, and an hour later may complain again', async () => {
    const statuses: number[] = [];
    for (let each = 0; each < 12; each += 1) statuses.push((await post(form({ words: 'x' }))).status);
    expect(statuses.at(-1)).toBe(429);
    await home.play.turn('PT1H');
    expect((await post(form({ words: 'x' }))).status).toBe(400);
  });
});

describe('R30, R33, R34: questions after the overall one', () => {
  const asked = [
    { dealerId: 'cd-south', phone: freshPhone('CN'), visit: visitInChengdu, head: 'huang-wei' },
    { dealerId: 'austin-north', phone: freshPhone('US'), visit: visitInAustin, head: 'laura-stone' },
  ] as const;
  const tapping = freshPhone('CN');
  const switching = freshPhone('CN');
  const pageOf = async (phone: string) => {
    const [text] = await home.play.textsTo(phone);
    return `${home.cloud.url}${/http:\/\/localhost:4000(\/s\/\S+)/.exec(text ?? '')?.[1]}`;
  };
  const few = defaultQuestions.filter(({ id }) => ['overall', 'fixed', 'welcome'].includes(id));
  const worklist = v.object({ items: v.array(v.looseObject({ reason: v.string(), id: v.string() })) });

  test('a service director stores what is asked, and of how many', async () => {
    const { play } = home;
    for (const { dealerId, head } of asked) {
      const { id: _, settings, ...dealer } = demo.dealers.find(({ id }) => id === dealerId) ?? {};
      const everybody = { ...settings, furtherQuestions: { share: 100, atMost: 2 } };
      const put = await play.as(head, 'PUT', `/v1/dealers/${dealerId}`, { ...dealer, settings: everybody });
      expect(put.status).toBe(200);
      const path = `/v1/dealers/${dealerId}/questionnaire`;
      expect((await play.as(head, 'PUT', path, { questions: few.slice(1) })).status).toBe(400);
      expect(await play.as(head, 'PUT', path, { questions: few })).toMatchObject({
        status: 200,
        body: { name: 'dealer-1', versions: [{ by: head }] },
      });
    }
    const path = '/v1/dealers/cd-south/questionnaire';
    expect((await play.as('wang-lei', 'PUT', path, { questions: few })).status).toBe(403);
    expect(await play.as('wang-lei', 'GET', path)).toMatchObject({ body: { questions: few } });
    expect((await play.as('maria-lopez', 'GET', path)).status).toBe(404);
  });

  test('whoever is content is asked on, one question after the other, and thanked', async () => {
    const { play } = home;
    const now = await play.now();
    for (const { dealerId, phone, visit } of asked) {
      const repairOrder = { openedAt: now, deliveredAt: now };
      await play.postVisit(dealerId, visit(now.slice(0, 10), phone, { repairOrder }));
    }
    for (const phone of [tapping, switching]) {
      const [vehicle, repairOrder] = [
        { vin: vinOf(phone), plate: undefined },
        { openedAt: now, deliveredAt: now },
      ];
      await play.postVisit('cd-south', visitInChengdu(now.slice(0, 10), phone, { repairOrder, vehicle }));
    }
    await play.turn('P1DT6H');
    const { phone } = asked[0];
    await play.reply(phone, '5');
    const fixed = /要修的都修好了吗？请回复“是”或“不是”。/;
    const welcome = /您觉得受欢迎吗？回复1到5/;
    for (let each = 0; each < 2; each += 1) {
      const question = (await play.textsTo(phone)).at(-1) ?? '';
      expect(question).toMatch(new RegExp(`谢谢！.*(?:${fixed.source}|${welcome.source})`));
      await play.reply(phone, fixed.test(question) ? '没有，还在响' : '4');
    }
    const texts = await play.textsTo(phone);
    expect(texts).toHaveLength(4);
    expect(texts.at(-1)).toMatch(/谢谢您坦率的回答/);
  });

  test('R14: who reads a low answer sees the question with it', async () => {
    const { play } = home;
    const { items } = v.parse(worklist, (await play.as('li-na', 'GET', '/v1/worklist')).body);
    const others = v.parse(worklist, (await play.as('liu-yang', 'GET', '/v1/worklist')).body).items;
    const call = [...items, ...others].find(({ reason }) => reason === 'customer-wrote');
    const form = await play.as('li-na', 'GET', `/v1/callbacks/${call?.id}`);
    expect(JSON.stringify(form.body)).toContain('要修的都修好了吗？ — 没有，还在响');
  });

  const vinOf = (phone: string) => `LSVAA4182E2${phone.slice(-6)}`;

  test('R29: the page is answered on a small screen in Chinese, without JavaScript', async () => {
    const { play } = home;
    const page = await smallScreen('en-US');
    await page.goto(await pageOf(tapping));
    // In the language of the customer, whatever that of the browser.
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    for (const field of await page.locator('label, textarea, button').all()) {
      const box = await field.boundingBox();
      expect(box && box.x + box.width).toBeLessThanOrEqual(360);
    }
    await keepPicture(page, 'survey-page-zh');
    await page.getByLabel('完全满意').first().check();
    await page.locator('fieldset').filter({ hasText: '受欢迎' }).getByLabel('一般').check();
    await page.fill('#remark', hostile);
    await page.click('button');
    expect(await page.locator('main').innerText()).toContain('谢谢您的回答');
    expect(await page.locator('script, img').count()).toBe(0);
    await play.quiet();
    const told = (await play.events()).filter(({ facts }) => facts['by'] === 'page');
    expect(told.map(({ name, facts }) => [name, facts['question'] ?? facts['score']])).toEqual([
      ['survey.answered', 5],
      ['survey.question-answered', 'welcome'],
    ]);
    // It thanks by itself.
    expect(await play.textsTo(tapping)).toHaveLength(1);
    await page.getByRole('link', { name: '继续回答其他问题' }).click();
    expect(await page.locator('form').innerText()).toMatch(/已回答：完全满意[^]*修好了吗[^]*已回答：一般/);
  });

  test('and in English with the keyboard alone, after the switch of the language', async () => {
    const page = await smallScreen('zh-CN');
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto(`${await pageOf(asked[1].phone)}?lang=zh-CN`);
    await press('Shift+Tab', 'Enter');
    await page.waitForURL(/lang=en-US/);
    expect(await page.title()).toBe('How was your visit?');
    await press('Tab', 'Space', 'ArrowDown');
    expect(await page.getByLabel('satisfied', { exact: true }).first().isChecked()).toBe(true);
    const ring = () => page.locator(':focus-visible').count();
    expect(await ring()).toBe(1);
    for (let each = 0; each < 9 && (await page.locator('#remark:focus').count()) === 0; each += 1)
      await press('Tab');
    await page.keyboard.type('Friendly people');
    await keepPicture(page, 'survey-page-en');
    await press('Tab', 'Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Thank you for your answer');
  });

  test('text and page go on from each other', async () => {
    const { play } = home;
    await play.reply(switching, '4');
    expect(await play.textsTo(switching)).toHaveLength(2);
    const page = await smallScreen('zh-CN');
    await page.goto(await pageOf(switching));
    expect(await page.locator('form').innerText()).toContain('已回答：满意');
    await page.locator('fieldset').filter({ hasText: '修好了吗' }).getByLabel('是', { exact: true }).check();
    await page.locator('fieldset').filter({ hasText: '受欢迎' }).getByLabel('比较', { exact: true }).check();
    await page.click('button');
    expect(await page.getByRole('link', { name: '继续' }).count()).toBe(0);
    await play.reply(switching, '5');
    expect(await play.textsTo(switching)).toHaveLength(2);
    const told = (await play.events()).filter(({ name }) => name === 'survey.question-answered');
    expect(told.filter(({ facts }) => facts['by'] === 'page')).toHaveLength(3);
  });

  test('axe finds nothing wrong with it, in either language', async () => {
    for (const locale of ['zh-CN', 'en-US'])
      expect(await barriersOf(`${await pageOf(asked[1].phone)}?lang=${locale}`, locale)).toEqual([]);
    expect(await barriersOf(`${await pageOf(switching)}`, 'zh-CN')).toEqual([]);
    expect(await barriersOf(`${home.cloud.url}/s/none`, 'en-US')).toEqual([]);
    expect(await barriersOf(`${home.cloud.url}/c/cd-south`, 'zh-CN')).toEqual([]);
  });

  test('whoever guesses or sends too much learns nothing', async () => {
    const { play } = home;
    for (const token of ['none', 'AbCdEfGhIjKlMnOp']) {
      const answer = await play.request('GET', `/s/${token}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('text/html');
    }
    const address = new URL(await pageOf(asked[0].phone)).pathname;
    const post = (body: string) => play.request('POST', address, { body });
    expect((await post(`remark=${'x'.repeat(40_000)}`)).status).toBe(413);
    expect((await post('remark=')).status).toBe(400);
    // The text that was sent is kept, but not what opens the page.
    expect(JSON.stringify(await play.events())).not.toContain(address.slice(3));
  });
});
