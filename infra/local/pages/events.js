import { actorInWords, causeInWords, drawChain } from './causes.js';
import { get, live } from './cloud.js';
import { both, byId, element, showHeader, time } from './page.js';
import { SHANGHAI } from './times.js';

/** @typedef {import('./causes.js').Happening} Happening */

const MOST = 1000;

/** All events that the page knows, oldest first. @type {Map<string, Happening>} */
const events = new Map();
/** @type {Map<string, HTMLElement>} */
const rows = new Map();
/** Where the next question goes on. @type {string | undefined} */
let next;

/**
 * The event that a bus event carries; one that carries none (a schedule's) is shown with what it has.
 * @param {any} busEvent
 * @returns {Happening}
 */
function happeningOf(busEvent) {
  const { detail, source, resources, time } = busEvent;
  const scheduled = source === 'aws.events' ? { cause: { kind: 'schedule', id: resources?.[0] ?? '' } } : {};
  return {
    ...scheduled,
    ...detail,
    id: detail?.id ?? busEvent.id,
    name: busEvent['detail-type'],
    happenedAt: detail?.happenedAt ?? time,
  };
}

/** @param {Happening} event */
function row(event) {
  const panel = element('div', { class: 'panel', id: `panel-${event.id}`, hidden: true });
  const button = element(
    'button',
    {
      type: 'button',
      class: 'event',
      'aria-expanded': 'false',
      'aria-controls': panel.id,
      onclick: () => toggle(event.id),
    },
    element('span', { class: 'when' }, event.happenedAt ? time(event.happenedAt, SHANGHAI.zone) : ''),
    element('span', { class: 'name' }, event.name),
    element('span', { class: 'dealer' }, event.dealerId ?? ''),
    element(
      'span',
      { class: 'cause' },
      ...both('because of ', '起因：'),
      ...causeInWords(event.cause, events),
    ),
  );
  return element('li', { id: `event-${event.id}` }, button, panel);
}

/**
 * @param {string} id
 * @param {boolean} [wanted]
 */
function toggle(id, wanted) {
  const [event, item] = [events.get(id), rows.get(id)];
  const [button, panel] = [item?.querySelector('button'), item?.querySelector('.panel')];
  if (!event || !(button instanceof HTMLElement) || !(panel instanceof HTMLElement)) return;
  const opened = wanted ?? panel.hidden;
  panel.hidden = !opened;
  button.setAttribute('aria-expanded', String(opened));
  if (opened) fill(panel, event);
}

/**
 * @param {HTMLElement} panel
 * @param {Happening} event
 */
function fill(panel, event) {
  const whole = element(
    'details',
    {},
    element('summary', {}, ...both('The whole event', '完整事件')),
    element('pre', { tabindex: 0 }, JSON.stringify(event, null, 2)),
  );
  panel.replaceChildren(
    element('h2', {}, ...both('How it came to this', '来龙去脉')),
    drawChain(event, events, openAndShow),
    element(
      'p',
      { class: 'meta' },
      ...both('Done by ', '由'),
      ...actorInWords(event.actor),
      ...both('', '完成'),
      ' · ',
      element('code', {}, event.id),
    ),
    whole,
  );
}

/** @param {string} id */
function openAndShow(id) {
  const item = rows.get(id);
  if (!item) return;
  item.hidden = false;
  toggle(id, true);
  item.scrollIntoView({ block: 'start' });
  item.querySelector('button')?.focus({ preventScroll: true });
}

/**
 * All events at first, then those that came since.
 * @returns {Promise<Happening[]>}
 */
async function newEvents() {
  const { items, next: following } = await get(`/local/events?limit=${MOST}${next ? `&after=${next}` : ''}`);
  next = following;
  const found = items.map(happeningOf);
  return items.length === MOST ? [...found, ...(await newEvents())] : found;
}

function forget() {
  next = undefined;
  events.clear();
  rows.clear();
  byId('events').replaceChildren();
}

async function refresh() {
  const fresh = (await newEvents()).filter((event) => !events.has(event.id));
  for (const event of fresh) events.set(event.id, event);
  for (const event of fresh) {
    const item = row(event);
    rows.set(event.id, item);
    byId('events').prepend(item);
  }
  for (const [id, item] of rows) {
    // What an open event led to may have grown.
    const [panel, event] = [item.querySelector('.panel'), events.get(id)];
    if (fresh.length > 0 && event && panel instanceof HTMLElement && !panel.hidden) fill(panel, event);
  }
  offer(
    'name',
    [...events.values()].map((event) => event.name),
  );
  offer(
    'dealer',
    [...events.values()].map((event) => event.dealerId),
  );
  filter();
}

/**
 * Fills a choice with the values that occur.
 * @param {'name' | 'dealer'} id
 * @param {(string | undefined)[]} values
 */
function offer(id, values) {
  const select = byId(id);
  const options = ['', ...[...new Set(values.filter((each) => each !== undefined))].toSorted()];
  if (select.options.length === options.length) return;
  const chosen = select.value;
  select.replaceChildren(...options.map((value) => element('option', { value }, value || 'all · 全部')));
  select.value = chosen;
}

function filter() {
  const [name, dealer, text] = ['name', 'dealer', 'text'].map((id) => byId(id).value.trim());
  let shown = 0;
  for (const [id, event] of events) {
    const fits =
      (!name || event.name === name) &&
      (!dealer || event.dealerId === dealer) &&
      (!text || JSON.stringify(event).toLowerCase().includes(text.toLowerCase()));
    const item = rows.get(id);
    if (item) item.hidden = !fits;
    if (fits) shown++;
  }
  const all = events.size;
  byId('count').replaceChildren(
    ...(shown === all
      ? both(`${all} events`, `共 ${all} 个事件`)
      : both(`${shown} of ${all} events`, `${all} 个事件中的 ${shown} 个`)),
  );
  byId('none').hidden = shown > 0;
  byId('none').replaceChildren(
    ...(all === 0
      ? both(
          'Nothing has happened yet. Post a visit, and its story begins here.',
          '还什么都没有发生。提交一次维修记录，故事就从这里开始。',
        )
      : both('No event fits the filters.', '没有符合条件的事件。')),
  );
}

showHeader();
byId('filters').addEventListener('input', filter);
byId('filters').addEventListener('submit', (/** @type {Event} */ event) => event.preventDefault());
live(['events'], refresh, forget);
