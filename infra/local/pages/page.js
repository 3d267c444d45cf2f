/** What every page has: elements in both languages, the header with the virtual time, the language switch. */
import { get, live } from './cloud.js';
import { CHICAGO, SHANGHAI, spoken } from './times.js';

/**
 * An element with attributes (`onclick` and the like as functions; undefined and false leave one out) and content.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: any) => unknown)>} attributes
 * @param {...(Node | string | undefined | (Node | string)[])} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...content.flat().filter((each) => each !== undefined));
  return made;
}

/**
 * The same in both languages; the stylesheet shows the one that was chosen.
 * @param {string} en
 * @param {string} zh
 */
export function both(en, zh) {
  return [element('span', { lang: 'en' }, en), element('span', { lang: 'zh-CN' }, zh)];
}

/**
 * A time in both languages.
 * @param {string} instant ISO 8601
 * @param {string} zone
 * @param {Intl.DateTimeFormatOptions} [parts]
 */
export function time(instant, zone, parts) {
  const { en, zh } = spoken(instant, zone, parts);
  return element('time', { datetime: instant, title: instant }, ...both(en, zh));
}

/**
 * The element with an id, which the page's HTML has.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** @type {readonly [path: string, en: string, zh: string][]} */
const PLACES = [
  ['/', 'Start', '首页'],
  ['/phones', 'Phones', '手机'],
  ['/clock', 'Clock', '时钟'],
  ['/events', 'Events', '事件'],
  ['/dead-letters', 'Dead letters', '死信'],
];

/** Puts the header on the page and keeps its time right. */
export function showHeader() {
  const clock = element('a', { class: 'now', href: '/clock' });
  const places = PLACES.map(([path, en, zh]) =>
    element(
      'a',
      { href: path, 'aria-current': location.pathname === path ? 'page' : undefined },
      ...both(en, zh),
    ),
  );
  const unreachable = element(
    'p',
    { class: 'unreachable', role: 'status' },
    ...both(
      'The cloud does not answer. Is “npm start” still running? This page catches up by itself.',
      '云没有响应。“npm start” 还在运行吗？恢复后本页会自动更新。',
    ),
  );
  document.body.prepend(
    element('a', { class: 'skip', href: '#content' }, ...both('Skip to the content', '跳到正文')),
    element(
      'header',
      {},
      element(
        'a',
        { class: 'brand', href: '/' },
        element('img', { src: '/pages/icon.svg', alt: '', width: 28, height: 28 }),
        'Huifang 回访',
      ),
      element('nav', { 'aria-label': 'Pages 页面' }, ...places),
      clock,
      languageSwitch(),
    ),
    unreachable,
  );
  live(['clock'], async () => {
    const { now } = await get('/local/clock');
    const parts = /** @type {const} */ ({ weekday: 'short', hour: '2-digit', minute: '2-digit' });
    clock.replaceChildren(
      element('span', { class: 'quiet' }, ...both('Virtual time', '虚拟时间')),
      ...[SHANGHAI, CHICAGO].map((place) =>
        element(
          'span',
          {},
          ...both(
            place.zone === SHANGHAI.zone ? 'Shanghai ' : 'Austin ',
            place.zone === SHANGHAI.zone ? '上海 ' : '奥斯汀 ',
          ),
          time(now, place.zone, parts),
        ),
      ),
    );
  });
}

function languageSwitch() {
  const root = document.documentElement;
  const choices = /** @type {const} */ ([
    ['en', 'English'],
    ['zh-CN', '中文'],
  ]).map(([language, name]) => {
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': String(root.lang === language), onclick: () => choose(language) },
      name,
    );
    return { language, button };
  });
  function choose(/** @type {string} */ language) {
    root.lang = language;
    localStorage.setItem('huifang.language', language);
    for (const each of choices) each.button.setAttribute('aria-pressed', String(each.language === language));
  }
  return element(
    'div',
    { class: 'languages', role: 'group', 'aria-label': 'Language 语言' },
    ...choices.map((each) => each.button),
  );
}

/**
 * A sentence for an error that a page has to show.
 * @param {unknown} error
 */
export function reasonOf(error) {
  const reason = error instanceof Error ? error.message : String(error);
  return both(`That did not work: ${reason}`, `没有成功：${reason}`);
}
