/** The chain of causes of an event, from its origin down to the event and to what it led to. */
import { both, element, time } from './page.js';
import { SHANGHAI } from './times.js';

/** @typedef {{ kind: string, id: string }} Cause */
/** @typedef {{ id: string, name: string, dealerId?: string, cause?: Cause, actor?: { kind: string, id?: string }, happenedAt?: string, recordedAt?: string, [more: string]: unknown }} Happening */

/** @type {Record<string, [string, string]>} */
const ORIGINS = {
  request: ['a request from outside', '来自外部的请求'],
  text: ['a customer’s text', '客户的短信'],
  command: ['a command of an operator', '运维人员的命令'],
  schedule: ['the clock', '时钟'],
  event: ['an earlier event', '更早的事件'],
};

/** @type {Record<string, [string, string]>} */
const ACTORS = {
  dms: ['the dealer’s system', '经销商系统'],
  customer: ['the customer', '客户'],
  staff: ['staff', '员工'],
  clock: ['the clock', '时钟'],
  system: ['Huifang itself', '回访系统'],
};

/**
 * What caused an event, in words.
 * @param {Cause | undefined} cause
 * @param {ReadonlyMap<string, Happening>} events
 */
export function causeInWords(cause, events) {
  if (!cause) return both('nothing named', '未注明');
  const before = events.get(cause.id);
  if (before) return [before.name];
  return both(...(ORIGINS[cause.kind] ?? [cause.kind, cause.kind]));
}

/** @param {Happening['actor']} actor */
export function actorInWords(actor) {
  if (!actor) return [];
  const words = both(...(ACTORS[actor.kind] ?? [actor.kind, actor.kind]));
  return actor.id ? [...words, ` ${actor.id}`] : words;
}

/**
 * The events that led to one, origin first, itself last.
 * @param {Happening} event
 * @param {ReadonlyMap<string, Happening>} events
 */
export function chainTo(event, events) {
  const chain = [event];
  for (let cause = event.cause; cause;) {
    const before = events.get(cause.id);
    // A circle would be a fault of the cloud; the page must not hang on it.
    if (!before || chain.includes(before)) break;
    chain.unshift(before);
    cause = before.cause;
  }
  return chain;
}

/**
 * The chain as a drawing: a list down whose side a line runs.
 * @param {Happening} event
 * @param {ReadonlyMap<string, Happening>} events
 * @param {(id: string) => void} open
 */
export function drawChain(event, events, open) {
  const chain = chainTo(event, events);
  const led = [...events.values()].filter((each) => each.cause?.id === event.id);
  const origin = chain[0]?.cause;
  return element(
    'ol',
    { class: 'chain' },
    origin &&
      element(
        'li',
        { class: 'origin' },
        element(
          'strong',
          {},
          ...both('It began with ', '起因是'),
          ...both(...(ORIGINS[origin.kind] ?? [origin.kind, origin.kind])),
        ),
        element('code', {}, origin.id),
      ),
    chain.map((each) => node(each, each === event ? 'itself' : 'before', open)),
    led.map((each) => node(each, 'after', open)),
  );
}

/**
 * @param {Happening} event
 * @param {'before' | 'itself' | 'after'} place
 * @param {(id: string) => void} open
 */
function node(event, place, open) {
  const name =
    place === 'itself'
      ? element('strong', {}, event.name)
      : element('button', { type: 'button', class: 'link', onclick: () => open(event.id) }, event.name);
  return element(
    'li',
    { class: place, 'aria-current': place === 'itself' ? 'true' : undefined },
    place === 'after' ? element('span', { class: 'quiet' }, ...both('led to ', '引发了')) : undefined,
    name,
    element(
      'span',
      { class: 'meta' },
      event.happenedAt ? time(event.happenedAt, SHANGHAI.zone) : '',
      ' · ',
      ...actorInWords(event.actor),
    ),
  );
}
