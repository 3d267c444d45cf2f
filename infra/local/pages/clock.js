import { Refused, get, live, post } from './cloud.js';
import { both, byId, element, reasonOf, showHeader, time } from './page.js';
import { CHICAGO, SHANGHAI, instantAt, lengthOf, nextMorning, spoken, wallTime } from './times.js';

const PLACES = [SHANGHAI, CHICAGO];
const HOUR = 3_600_000;

/** @type {{ label: [string, string], target: (now: string) => string }[]} */
const STEPS = [
  { label: ['+ 1 hour', '+ 1 小时'], target: (now) => after(now, HOUR) },
  { label: ['+ 1 day', '+ 1 天'], target: (now) => after(now, 24 * HOUR) },
  { label: ['+ 3 days', '+ 3 天'], target: (now) => after(now, 72 * HOUR) },
  { label: ['Next 9:00 in Shanghai', '上海的下一个 9:00'], target: (now) => nextMorning(now, SHANGHAI.zone) },
  { label: ['Next 9:00 in Austin', '奥斯汀的下一个 9:00'], target: (now) => nextMorning(now, CHICAGO.zone) },
];

/** @type {string | undefined} */
let now;
let turning = false;

/**
 * @param {string} instant
 * @param {number} milliseconds
 */
function after(instant, milliseconds) {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** @param {string} instant */
function showFaces(instant) {
  byId('faces').replaceChildren(
    ...PLACES.map((place) =>
      element(
        'div',
        { class: 'face' },
        element('span', { class: 'quiet' }, ...both(place.en, place.zh)),
        element('span', { class: 'time' }, time(instant, place.zone, { hour: '2-digit', minute: '2-digit' })),
        element(
          'span',
          {},
          time(instant, place.zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
        ),
      ),
    ),
  );
}

/** Turns the clock and shows how far it has come; it answers when everything that was due has run. */
async function turnTo(/** @type {string} */ target) {
  if (now === undefined || turning) return;
  turning = true;
  const from = now;
  const outcome = byId('outcome');
  outcome.hidden = true;
  showProgress(from, from, target);
  const watching = setInterval(async () => {
    const reached = await get('/local/clock').catch(() => undefined);
    if (turning && reached) showProgress(from, reached.now, target);
  }, 500);
  try {
    const began = performance.now();
    await post('/local/clock', { to: target });
    const took = Math.max(0.1, (performance.now() - began) / 1000).toFixed(1);
    const length = lengthOf(Date.parse(target) - Date.parse(from));
    outcome.className = 'notice good';
    outcome.replaceChildren(
      ...both(
        `${length.en} passed in ${took} seconds. Everything that was due has happened.`,
        `${took} 秒内过去了${length.zh}。到期的事情都已处理。`,
      ),
    );
  } catch (error) {
    outcome.className = 'notice bad';
    outcome.replaceChildren(...reasonOf(error));
  } finally {
    clearInterval(watching);
    turning = false;
    byId('turning').hidden = true;
    outcome.hidden = false;
    setBusy(false);
    await refresh().catch(() => undefined);
  }
}

/**
 * @param {string} from
 * @param {string} reached
 * @param {string} target
 */
function showProgress(from, reached, target) {
  setBusy(true);
  const start = Date.parse(from);
  const whole = Date.parse(target) - start;
  const share = whole > 0 ? (Date.parse(reached) - start) / whole : 0;
  byId('progress').value = Math.min(1, Math.max(0, share));
  const [here, there] = [spoken(reached, SHANGHAI.zone), spoken(target, SHANGHAI.zone)];
  byId('turning-text').replaceChildren(
    ...both(
      `Turning: it is now ${here.en}, on the way to ${there.en} (Shanghai)`,
      `正在调快：现在是${here.zh}，目标${there.zh}（上海时间）`,
    ),
  );
  byId('turning').hidden = false;
}

/** @param {boolean} busy */
function setBusy(busy) {
  for (const control of document.querySelectorAll('main button, main input, main select'))
    control.toggleAttribute('disabled', busy);
}

async function refresh() {
  const known = now;
  ({ now } = await get('/local/clock'));
  if (now === undefined) throw new Refused('no time');
  showFaces(now);
  // Whoever is choosing a time keeps what is chosen.
  if (!byId('time').value || (known !== now && document.activeElement !== byId('time'))) fillTime();
}

function fillTime() {
  if (now) byId('time').value = wallTime(now, byId('zone').value);
}

showHeader();
byId('steps').append(
  ...STEPS.map(({ label, target }) =>
    element('button', { type: 'button', onclick: () => now && turnTo(target(now)) }, ...both(...label)),
  ),
);
byId('zone').append(...PLACES.map(({ zone, en, zh }) => element('option', { value: zone }, `${en} · ${zh}`)));
byId('zone').addEventListener('change', fillTime);
byId('exact').addEventListener('submit', (/** @type {Event} */ event) => {
  event.preventDefault();
  void turnTo(instantAt(byId('time').value, byId('zone').value));
});
live(['clock'], refresh);
