/** What the pages ask of the one-machine cloud. */

/** The cloud's own words for why it refused. */
export class Refused extends Error {}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function get(path) {
  return answerOf(await fetch(path, { headers: { accept: 'application/json' } }));
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>}
 */
export async function post(path, body) {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  return answerOf(await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** @param {Response} response */
async function answerOf(response) {
  const text = await response.text();
  const answer = isJson(response) ? JSON.parse(text) : undefined;
  if (response.ok) return answer;
  throw new Refused(
    answer?.detail ??
      answer?.message ??
      answer?.title ??
      (text || `${response.status} ${response.statusText}`),
  );
}

/** @param {Response} response */
function isJson(response) {
  return (response.headers.get('content-type') ?? '').includes('json');
}

/** @typedef {'clock' | 'phones' | 'events' | 'dead-letters'} Kind what `GET /local/changes` tells of */

/** @typedef {{ kinds: readonly Kind[], run: () => Promise<void>, forget: () => void }} Listener */

/** @type {Listener[]} */
const listeners = [];
/** @type {EventSource | undefined} */
let changes;
let wasCutOff = false;

/**
 * Calls back now, and whenever something of these kinds has changed; never twice at a time, and with a rest in between:
 * while the clock turns, changes come faster than anybody can read.
 * @param {readonly Kind[]} kinds
 * @param {() => Promise<void>} refresh
 * @param {() => void} [forget] called first when the cloud comes back, for it may be another one
 */
export function live(kinds, refresh, forget = () => {}) {
  let busy = false;
  let again = false;
  async function run() {
    again = busy;
    if (busy) return;
    busy = true;
    const began = performance.now();
    try {
      await refresh();
      tellWhetherReachable(true);
    } catch (error) {
      // A refusal is an answer; anything else means that nobody answers.
      tellWhetherReachable(error instanceof Refused);
      console.error(error);
    }
    const took = performance.now() - began;
    setTimeout(rested, Math.max(250, 3 * took));
  }
  function rested() {
    busy = false;
    if (again) void run();
  }
  listeners.push({ kinds, run, forget });
  listen();
  void run();
}

function listen() {
  if (changes) return;
  changes = new EventSource('/local/changes');
  for (const kind of /** @type {const} */ (['clock', 'phones', 'events', 'dead-letters'])) {
    changes.addEventListener(kind, () => {
      for (const each of listeners) if (each.kinds.includes(kind)) void each.run();
    });
  }
  changes.addEventListener('open', () => {
    for (const each of listeners) {
      if (wasCutOff) each.forget();
      void each.run();
    }
    wasCutOff = false;
  });
  changes.addEventListener('error', () => {
    wasCutOff = true;
    tellWhetherReachable(false);
    if (changes?.readyState !== EventSource.CLOSED) return;
    changes = undefined;
    setTimeout(listen, 2000);
  });
}

/** @param {boolean} reachable */
function tellWhetherReachable(reachable) {
  document.documentElement.toggleAttribute('data-unreachable', !reachable);
}
