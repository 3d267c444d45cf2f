import { get, live } from './cloud.js';
import { both, byId, element, showHeader, time } from './page.js';
import { SHANGHAI } from './times.js';

/** @typedef {{ queue: string, messageId: string, body: string, attributes?: Record<string, any>, receiveCount?: number, sentAt?: string | number, source?: string }} Letter */

/** Lambda and EventBridge write into these why they gave up. */
const REASONS = ['ErrorMessage', 'ERROR_MESSAGE', 'errorMessage', 'Error', 'ERROR_CODE', 'ErrorCode'];

/** @param {Letter} letter */
function reasonOf({ attributes = {}, receiveCount = 0 }) {
  const told = REASONS.map((name) => attributes[name]).find((each) => each !== undefined);
  const text = told?.StringValue ?? told?.stringValue ?? told?.Value ?? told;
  if (typeof text === 'string') return [text];
  const tries = receiveCount === 1 ? 'once' : `${receiveCount} times`;
  return [
    ...both(`It was tried ${tries} and failed. `, `已尝试 ${receiveCount} 次，均告失败。`),
    element('a', { href: '/local/logs' }, ...both('What the functions wrote', '函数日志')),
  ];
}

/** @param {string} body */
function readable(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** @param {Letter} letter */
function card(letter) {
  const { queue, messageId, body, attributes, sentAt, source } = letter;
  const hasMore = attributes && Object.keys(attributes).length > 0;
  return element(
    'li',
    { class: 'letter' },
    element('h2', {}, queue.split(':').at(-1)),
    element('p', { class: 'why' }, ...reasonOf(letter)),
    element(
      'p',
      { class: 'meta' },
      ...(sentAt === undefined
        ? []
        : [...both('first sent ', '首次发送 '), time(new Date(sentAt).toISOString(), SHANGHAI.zone), ' · ']),
      ...(source === undefined ? [] : [...both('from ', '来自 '), `${source.split(':').at(-1)} · `]),
      element('code', {}, messageId),
    ),
    element(
      'details',
      {},
      element('summary', {}, ...both('Content', '内容')),
      element('pre', { tabindex: 0 }, readable(body)),
    ),
    hasMore
      ? element(
          'details',
          {},
          element('summary', {}, ...both('What was noted with it', '附注')),
          element('pre', { tabindex: 0 }, JSON.stringify(attributes, null, 2)),
        )
      : undefined,
  );
}

let shown = '';

showHeader();
live(['dead-letters'], async () => {
  /** @type {{ items: Letter[] }} */
  const { items } = await get('/local/dead-letters');
  byId('none').hidden = items.length > 0;
  // Redrawing what has not changed would close what somebody is reading.
  if (JSON.stringify(items) === shown) return;
  shown = JSON.stringify(items);
  byId('letters').replaceChildren(...items.map(card));
});
