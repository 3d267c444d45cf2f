import { get, live } from './cloud.js';
import { both, byId, element, showHeader, time } from './page.js';
import { CHICAGO, SHANGHAI } from './times.js';

/** @typedef {{ path: string, title: [string, string], line: [string, string], count?: () => Promise<number> }} Place */

/** @param {string} path */
const countOf = (path) => async () => (await get(path)).items.length;

/** @type {Place[]} */
const PLACES = [
  {
    path: '/phones',
    title: ['Phones', '手机'],
    line: [
      'Where the customers’ texts arrive, and where you answer them.',
      '客户的短信到达这里，也由您在这里回复。',
    ],
    count: countOf('/local/phones'),
  },
  {
    path: '/clock',
    title: ['Clock', '时钟'],
    line: [
      'Turn the time forward by an hour, a day, or to the next morning.',
      '把时间调快一小时、一天，或调到第二天早上。',
    ],
  },
  {
    path: '/events',
    title: ['Events', '事件'],
    line: ['Everything that happened, each with what caused it.', '发生的一切，以及每件事的起因。'],
    // The cursor of the newest event is its number.
    count: async () => (await get('/local/events?limit=1')).total,
  },
  {
    path: '/dead-letters',
    title: ['Dead letters', '死信'],
    line: [
      'What could not be handled and waits for a person. Empty is good.',
      '未能处理、等待人工的消息。空着最好。',
    ],
    count: countOf('/local/dead-letters'),
  },
  {
    path: '/local/logs',
    title: ['Logs', '日志'],
    line: ['For developers: what the functions wrote, as JSON.', '面向开发者：各函数写下的日志（JSON）。'],
  },
  {
    path: '/v1/openapi.json',
    title: ['Interface', '接口'],
    line: [
      'For developers: every request there is, as OpenAPI 3.1.',
      '面向开发者：全部接口的 OpenAPI 3.1 描述。',
    ],
  },
];

/** The secret of a dealer stays in the cloud; this fetches it, signs a visit as a DMS would, and posts it. */
function visitCommand() {
  return `node --input-type=module -e '
import { Webhook } from "standardwebhooks";
const cloud = "${location.origin}";
const get = async (path) => (await fetch(cloud + path)).json();
const { now } = await get("/local/clock");
const { secret } = await get("/local/webhook-secrets/cd-south");
const body = JSON.stringify({
  repairOrder: { number: "RO-" + Date.parse(now) / 1000, openedAt: now, deliveredAt: now, type: "maintenance" },
  vehicle: { vin: "LSVAM4187C2184841", plate: "川A12345", make: "Volkswagen", model: "Lavida" },
  customer: { id: "C-1001", name: "王丽", phone: "+8613800138000", language: "zh-CN" },
  advisor: { id: "A-1", name: "陈晨" },
  items: [{ description: "机油保养", outcome: "done" }],
});
const [id, at] = ["visit-" + Date.parse(now), new Date(now)];
const answer = await fetch(cloud + "/v1/dealers/cd-south/visits", {
  method: "POST",
  body,
  headers: {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, at, body),
  },
});
console.log(answer.status, await answer.text());
'`;
}

/** @type {{ text: [string, string], command?: string }[]} */
const STEPS = [
  {
    text: [
      'See the whole story told in two minutes, on a cloud of its own:',
      '先用两分钟看完整个故事（在另一个独立的云上播放）：',
    ],
    command: 'npm run demo',
  },
  {
    text: [
      'Or play it yourself. Post a finished visit, signed as the dealer’s own system would sign it (in the project’s folder):',
      '或者自己来。在项目目录下提交一次已交车的维修记录，签名方式与经销商的系统相同：',
    ],
    command: visitCommand(),
  },
  {
    text: [
      'Turn the clock to the next day, here or on its page. The customer’s phone gets the question:',
      '把时钟调到第二天，在这里或在时钟页都可以。客户的手机会收到提问：',
    ],
    command: 'npm run clock -- 1d',
  },
  {
    text: [
      'Answer on the phone with a bad mark, such as “2 the noise is still there”, and watch the complaint on the events page climb while nobody reacts.',
      '在手机上回一个差评，例如“2 异响还在”，然后在事件页看投诉如何在无人处理时逐级上报。',
    ],
  },
  {
    text: [
      'Who works here, and a token to speak to the interface as one of them:',
      '这里有哪些员工，以及以其中一人的身份调用接口的令牌：',
    ],
    command: `curl ${location.origin}/local/staff\ncurl -X POST ${location.origin}/local/tokens -H 'content-type: application/json' -d '{"staffId": "…"}'`,
  },
];

/** @param {Place} place */
function card({ path, title, line }) {
  const number = element('span', { class: 'count' });
  const card = element(
    'li',
    {},
    element(
      'a',
      { href: path },
      element('span', { class: 'title' }, ...both(...title), number),
      element('span', { class: 'line' }, ...both(...line)),
    ),
  );
  return { card, number };
}

/** @param {string} command */
function copyable(command) {
  const button = element('button', { type: 'button', onclick: copy }, ...both('Copy', '复制'));
  async function copy() {
    await navigator.clipboard.writeText(command);
    button.replaceChildren(...both('Copied', '已复制'));
    setTimeout(() => button.replaceChildren(...both('Copy', '复制')), 2000);
  }
  return element(
    'div',
    { class: 'command' },
    element('pre', { tabindex: 0 }, element('code', {}, command)),
    button,
  );
}

showHeader();

const cards = PLACES.map((place) => ({ place, ...card(place) }));
byId('places').append(...cards.map((each) => each.card));
byId('steps').append(
  ...STEPS.map(({ text, command }) =>
    element('li', {}, element('p', {}, ...both(...text)), command && copyable(command)),
  ),
);

live(['clock', 'phones', 'events', 'dead-letters'], async () => {
  const { now } = await get('/local/clock');
  const parts = /** @type {const} */ ({ dateStyle: 'full', timeStyle: 'short' });
  const faces = [SHANGHAI, CHICAGO].map((place) =>
    element(
      'span',
      {},
      element('span', { class: 'quiet' }, ...both(place.en, place.zh)),
      time(now, place.zone, { ...parts, weekday: undefined }),
    ),
  );
  byId('now').replaceChildren(...faces);
  for (const { place, number } of cards) {
    const count = await place.count?.();
    number.textContent = count === undefined ? '' : String(count);
  }
});
