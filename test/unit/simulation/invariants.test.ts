import { describe, expect, test } from 'vitest';
import type { PhoneMessage } from '../../../infra/local/play.ts';
import { Customer } from '../../simulation/customer.ts';
import { broken } from '../../simulation/invariants.ts';
import type { Stored, World } from '../../simulation/world.ts';

const question = '您对这次维修满意吗？';
const solved = '解决了吗？';

/** One angry customer’s story as it must end, to be spoilt by each test in one place. */
function goodWorld() {
  const customer = new Customer(1, 'angry');
  customer.visitId = 'visit_a';
  customer.customerId = 'customer_a';
  const items: Stored[] = [
    ...aggregate('visit_a', 'visit.recorded', {}),
    ...aggregate('callback_a', 'callback.planned', {
      visitId: 'visit_a',
      status: 'done',
      outcome: 'answered',
    }),
    ...aggregate('customer_a', 'customer.updated', { handsetId: 'handset_a' }),
    ...aggregate('handset_a', 'handset.opted-out', { optedOut: false }),
    ...aggregate('complaint_a', 'complaint.raised', { customerId: 'customer_a', state: 'closed' }),
    ...aggregate('text_1', 'message.sent', { customerId: 'customer_a', status: 'sent' }, question),
    ...aggregate('text_2', 'message.sent', { customerId: 'customer_a', status: 'sent' }, solved),
    ...received('in_1', '2，等了一整天，冷车还是有异响'),
    ...received('in_2', '解决了，谢谢'),
  ];
  const messages: PhoneMessage[] = [
    sms('to-customer', question, '2026-03-03T02:00:00.000Z'),
    sms('from-customer', '2，等了一整天，冷车还是有异响', '2026-03-03T02:15:00.000Z'),
    sms('to-customer', solved, '2026-03-03T03:00:00.000Z'),
    sms('from-customer', '解决了，谢谢', '2026-03-03T03:15:00.000Z'),
  ];
  return {
    now: '2026-03-05T04:00:00.000Z',
    customers: [customer],
    items,
    relayed: items.flatMap(({ event }) => (event ? [event] : [])),
    phones: new Map([[customer.phone, messages]]),
    messages,
    deadLetters: new Array<unknown>(),
  };
}

function aggregate(pk: string, name: string, state: Record<string, unknown>, text?: string): Stored[] {
  return [
    { pk, sk: 'STATE', version: 1, state },
    { pk, sk: 'EVENT#000001', event: event(pk, name) },
    ...(text === undefined ? [] : [{ pk, sk: 'WORDS#text', words: { text } }]),
  ];
}

function received(pk: string, text: string): Stored[] {
  return [
    { pk, sk: 'EVENT#000001', event: event(pk, 'message.received', { handsetId: 'handset_a' }) },
    { pk, sk: 'WORDS#text', words: { text } },
  ];
}

function event(pk: string, name: string, facts: Record<string, unknown> = {}): NonNullable<Stored['event']> {
  return { id: `${pk}.1`, name, cause: { kind: 'request', id: 'msg_1' }, facts };
}

function sms(direction: PhoneMessage['direction'], text: string, at: string): PhoneMessage {
  return { direction, text, at, parts: 1 };
}

type Spoilt = ReturnType<typeof goodWorld>;

function stateOf({ items }: Spoilt, pk: string): Stored {
  const found = items.find((item) => item.pk === pk && item.sk === 'STATE');
  if (!found) throw new Error(`${pk} has no state`);
  return found;
}

function without(world: Spoilt, is: (item: Stored) => boolean): void {
  world.items.splice(0, Infinity, ...world.items.filter((item) => !is(item)));
}

const spoilt: [what: string, spoil: (world: Spoilt) => unknown, finding: RegExp][] = [
  ['a visit that is lost', (world) => without(world, ({ pk }) => pk === 'visit_a'), /recorded 0 times/],
  [
    'a visit that was recorded twice',
    ({ items }) =>
      items.push({ pk: 'visit_a', sk: 'EVENT#000002', event: event('visit_a', 'visit.recorded') }),
    /recorded 2 times/,
  ],
  ['a callback that is lost', (world) => without(world, ({ pk }) => pk === 'callback_a'), /has 0 callbacks/],
  [
    'two callbacks for one visit',
    ({ items }) =>
      items.push(...aggregate('callback_b', 'callback.planned', { visitId: 'visit_a', status: 'done' })),
    /has 2 callbacks/,
  ],
  [
    'a callback that nobody opened',
    (world) =>
      Object.assign(stateOf(world, 'callback_a'), { state: { visitId: 'visit_a', status: 'planned' } }),
    /still only planned/,
  ],
  [
    'a callback that nobody ended',
    (world) => Object.assign(stateOf(world, 'callback_a'), { state: { visitId: 'visit_a', status: 'open' } }),
    /still open/,
  ],
  [
    'a customer who was asked twice',
    ({ messages }) => messages.push(...messages.slice(0, 1)),
    /asked 2 times/,
  ],
  [
    'a customer who was not asked, without a reason',
    (world) => {
      world.messages.splice(0, 1);
      Object.assign(stateOf(world, 'text_1'), { state: { customerId: 'customer_a', status: 'withheld' } });
    },
    /not asked, and no reason/,
  ],
  [
    'any text that left twice',
    ({ messages }) => messages.push(...messages.slice(2, 3)),
    /claimed 1×, noted as sent 1×, received 2×/,
  ],
  ['a text that is noted as sent but did not leave', ({ messages }) => messages.splice(2, 1), /received 0×/],
  [
    'a text that left in the night',
    ({ messages }) => messages.splice(2, 1, sms('to-customer', solved, '2026-03-03T14:00:00.000Z')),
    /in quiet hours/,
  ],
  [
    'a text after the opt-out',
    ({ messages, items }) => {
      messages.splice(1, 0, sms('from-customer', '退订', '2026-03-03T02:10:00.000Z'));
      items.push(...received('in_3', '退订'));
    },
    /a text after the opt-out/,
  ],
  [
    'an opt-out that was not noted',
    ({ messages, items }) => {
      messages.push(sms('from-customer', '退订', '2026-03-03T04:10:00.000Z'));
      items.push(...received('in_3', '退订'));
    },
    /opt-out was not noted/,
  ],
  [
    'an opt-out that was confirmed twice',
    (world) => {
      const confirmation = sms('to-customer', '已为您退订', '2026-03-03T04:11:00.000Z');
      world.messages.push(
        sms('from-customer', '退订', '2026-03-03T04:10:00.000Z'),
        confirmation,
        confirmation,
      );
      world.items.push(...received('in_3', '退订'));
      Object.assign(stateOf(world, 'handset_a'), { state: { optedOut: true } });
    },
    /confirmed 2 times/,
  ],
  [
    'a reply that is lost',
    (world) => without(world, ({ pk }) => pk === 'in_1'),
    /but kept is “解决了，谢谢”/,
  ],
  [
    'a reply whose words are lost',
    (world) => without(world, ({ pk, sk }) => pk === 'in_1' && sk !== 'EVENT#000001'),
    /wrote/,
  ],
  ['a reply that is kept twice', ({ items }) => items.push(...received('in_9', '解决了，谢谢')), /wrote/],
  [
    'a complaint that nobody opened',
    (world) => without(world, ({ pk }) => pk === 'complaint_a'),
    /has 0 complaints/,
  ],
  [
    'two complaints of the same words',
    ({ items }) =>
      items.push(
        ...aggregate('complaint_b', 'complaint.raised', { customerId: 'customer_a', state: 'closed' }),
      ),
    /has 2 complaints/,
  ],
  [
    'a complaint that was closed without the customer',
    ({ messages, items }) => {
      messages.splice(3, 1);
      items.splice(0, Infinity, ...items.filter(({ pk }) => pk !== 'in_2'));
    },
    /the complaint is closed, solved: false/,
  ],
  [
    'an open complaint without a clock',
    (world) =>
      Object.assign(stateOf(world, 'complaint_a'), { state: { customerId: 'customer_a', state: 'open' } }),
    /is open but has no clock/,
  ],
  [
    'a moment that was missed',
    (world) => Object.assign(stateOf(world, 'callback_a'), { dueAt: '2026-03-04T23:59:00.000Z#callback_a' }),
    /and nothing happened/,
  ],
  [
    'a text that still waits',
    (world) =>
      Object.assign(stateOf(world, 'text_2'), { state: { customerId: 'customer_a', status: 'held' } }),
    /is still held/,
  ],
  ['an event that was not relayed', ({ relayed }) => relayed.pop(), /was never relayed/],
  [
    'a state without its event',
    (world) => Object.assign(stateOf(world, 'visit_a'), { version: 2 }),
    /version 2 but 1 events/,
  ],
  [
    'an event without its state',
    ({ items }) =>
      items.push({ pk: 'visit_a', sk: 'EVENT#000002', event: event('visit_a', 'visit.corrected') }),
    /version 1 but 2 events/,
  ],
  [
    'words that belong to nothing',
    ({ items }) => items.push({ pk: 'in_7', sk: 'WORDS#text', words: { text: '?' } }),
    /words but no event/,
  ],
  [
    'a cause that is not there',
    ({ items }) => {
      for (const { event: of } of items) if (of) of.cause = { kind: 'event', id: 'visit_z.1' };
    },
    /a cause that is not there: visit_z\.1/,
  ],
  ['a dead letter', ({ deadLetters }) => deadLetters.push({ body: '{}' }), /a dead letter/],
];

describe('what must hold when all is quiet', () => {
  test('holds in a story as it must end', () => {
    expect(broken(goodWorld() satisfies World)).toEqual([]);
  });

  test.each(spoilt)('does not hold with %s', (_, spoil, finding) => {
    const world = goodWorld();
    spoil(world);
    expect(broken(world).join('\n')).toMatch(finding);
  });
});
