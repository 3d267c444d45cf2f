import { get, live, post } from './cloud.js';
import { both, byId, element, reasonOf, showHeader, time } from './page.js';
import { placeOf } from './times.js';

/** @typedef {{ phone: string, messages: number, last: Message }} Summary */
/** @typedef {{ direction: 'to-customer' | 'from-customer', text: string, at: string, parts?: number }} Message */

/** More than these are offered by number, so that a busy cloud stays readable. */
const SHOWN_AT_FIRST = 8;

/** The handsets on the page, by number. @type {Map<string, Handset>} */
const handsets = new Map();

class Handset {
  #phone;
  #place;
  /** What the list last said of this phone; a change means that there is a text to fetch. */
  #known = '';
  #count = 0;
  #log = element('div', { class: 'log', role: 'log', tabindex: 0 });
  #answer = element('input', { type: 'text', autocomplete: 'off', maxlength: 1600, required: true });
  #send = element('button', {}, ...both('Send', '发送'));
  #problem = element('p', { class: 'hint bad', role: 'alert', hidden: true });

  /** @param {string} phone */
  constructor(phone) {
    this.#phone = phone;
    this.#place = placeOf(phone);
    const id = `answer-${phone.slice(1)}`;
    this.#answer.id = id;
    this.#log.setAttribute('aria-label', phone);
    this.element = element(
      'article',
      { class: 'handset', 'aria-label': phone },
      element(
        'header',
        {},
        element('h2', {}, phone),
        element('span', { class: 'quiet' }, ...both(this.#place.en, this.#place.zh)),
      ),
      this.#log,
      element(
        'form',
        { onsubmit: (/** @type {Event} */ event) => this.#reply(event) },
        element(
          'label',
          { for: id, class: 'unseen' },
          ...both(`Answer as ${phone}`, `以 ${phone} 的身份回复`),
        ),
        this.#answer,
        this.#send,
      ),
      this.#problem,
    );
    this.#showNothing();
  }

  /** @param {Summary} summary */
  async learn(summary) {
    const news = JSON.stringify(summary);
    if (news === this.#known) return;
    await this.refresh();
    this.#known = news;
  }

  /** The next news is fetched and shown whatever it is. */
  forget() {
    this.#known = '';
    this.#count = 0;
  }

  async refresh() {
    const { messages } = await get(`/local/phones/${encodeURIComponent(this.#phone)}`);
    this.#show(messages);
  }

  focus() {
    this.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#answer.focus({ preventScroll: true });
  }

  /** @param {Message[]} messages */
  #show(messages) {
    // An answer that was overtaken by a newer one has nothing to tell.
    if (messages.length < this.#count) return;
    if (messages.length === 0) return this.#showNothing();
    if (this.#count === 0) this.#log.replaceChildren();
    this.#log.append(...messages.slice(this.#count).map((each) => this.#bubble(each)));
    if (messages.length > this.#count) this.#log.scrollTop = this.#log.scrollHeight;
    this.#count = messages.length;
  }

  #showNothing() {
    this.#log.replaceChildren(
      element('p', { class: 'nothing quiet' }, ...both('No texts yet.', '还没有短信。')),
    );
  }

  /** @param {Message} message */
  #bubble({ direction, text, at, parts }) {
    const received = direction === 'to-customer';
    const cost =
      parts === undefined || !received
        ? []
        : [' · ', ...both(parts === 1 ? '1 part' : `${parts} parts`, `${parts} 条`)];
    return element(
      'div',
      { class: received ? 'bubble received' : 'bubble sent' },
      element(
        'span',
        { class: 'unseen' },
        ...(received ? both('Huifang: ', '回访：') : both('Customer: ', '客户：')),
      ),
      element('p', {}, text),
      element('span', { class: 'meta' }, time(at, this.#place.zone), ...cost),
    );
  }

  /** @param {Event} event */
  async #reply(event) {
    event.preventDefault();
    const text = this.#answer.value.trim();
    if (text === '') return;
    this.#setBusy(true);
    try {
      await post(`/local/phones/${encodeURIComponent(this.#phone)}`, { text });
      this.#answer.value = '';
      this.#problem.hidden = true;
      await this.refresh();
    } catch (error) {
      this.#problem.replaceChildren(...reasonOf(error));
      this.#problem.hidden = false;
    } finally {
      this.#setBusy(false);
      this.#answer.focus({ preventScroll: true });
    }
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#answer.disabled = busy;
    this.#send.disabled = busy;
    this.#send.replaceChildren(...(busy ? both('Sending…', '发送中…') : both('Send', '发送')));
  }
}

/** @param {string} phone */
function open(phone) {
  const known = handsets.get(phone);
  if (known) return known;
  const handset = new Handset(phone);
  handsets.set(phone, handset);
  byId('handsets').prepend(handset.element);
  return handset;
}

async function refresh() {
  /** @type {{ items: Summary[] }} the last used first */
  const { items } = await get('/local/phones');
  // The newest stands first, and a phone that is on the page stays where it is.
  for (const { phone } of items.slice(0, SHOWN_AT_FIRST).reverse()) {
    if (handsets.has(phone) || handsets.size < SHOWN_AT_FIRST) open(phone);
  }
  for (const each of items) await handsets.get(each.phone)?.learn(each);

  const others = items.filter(({ phone }) => !handsets.has(phone));
  byId('more').hidden = others.length === 0;
  byId('others').replaceChildren(
    ...others.map(({ phone }) =>
      element('li', {}, element('button', { type: 'button', onclick: () => show(phone) }, phone)),
    ),
  );
  byId('none').hidden = handsets.size > 0;
}

/** @param {string} phone */
async function show(phone) {
  const handset = open(phone);
  handset.focus();
  await refresh();
  await handset.refresh();
}

showHeader();
byId('open').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const phone = byId('number').value.replaceAll(/[\s()-]/g, '');
  const valid = /^\+[1-9]\d{6,14}$/.test(phone);
  byId('number-hint').className = valid ? 'hint' : 'hint bad';
  byId('number').setAttribute('aria-invalid', String(!valid));
  if (!valid) return;
  byId('number').value = '';
  void show(phone);
});
live(['phones'], refresh, () => handsets.forEach((each) => each.forget()));
