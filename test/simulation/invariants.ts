import type { PhoneMessage } from '../../infra/local/play.ts';
import type { Customer } from './customer.ts';
import type { Stored, World } from './world.ts';

/** What must hold whenever all is quiet; each answers what breaks it, in words. */
export type Invariant = (world: World) => string[];

/** Every posted visit is there once. */
export const visitsAreThereOnce: Invariant = ({ customers, items }) =>
  customers.flatMap(({ name, visitId }) => {
    const recorded = items.filter(({ pk, event }) => pk === visitId && event?.name === 'visit.recorded');
    return recorded.length === 1 ? [] : [`${name} was recorded ${recorded.length} times`];
  });

/** Every visit has one callback; its customer was asked once by text, or there is a reason and somebody to call. */
export const visitsAreAskedAfterOnce: Invariant = (world) =>
  world.customers.flatMap((customer) => {
    const callbacks = statesOf(world, 'callback').filter(
      ({ state }) => state?.['visitId'] === customer.visitId,
    );
    const [callback] = callbacks;
    if (!callback || callbacks.length > 1) return [`${customer.name} has ${callbacks.length} callbacks`];
    const asked = textsTo(world, customer).filter(({ text }) => text.includes('维修满意吗')).length;
    if (asked > 1) return [`${customer.name}: the customer was asked ${asked} times`];
    const { status, outcome, handReason } = callback.state ?? {};
    if (status === 'planned') return [`${customer.name}: the callback is still only planned`];
    if (asked === 0 && handReason === undefined)
      return [`${customer.name}: not asked, and no reason (callback ${String(status)}, ${String(outcome)})`];
    return status === 'open' ? [`${customer.name}: the callback is still open`] : [];
  });

/** No text left twice: a phone has each text as often as it was claimed, and what is noted as sent did leave. */
export const textsLeaveOnce: Invariant = (world) =>
  world.customers.flatMap((customer) => {
    const claimed = claimedTexts(world, customer);
    const received = textsTo(world, customer).map(({ text }) => asKept(text));
    const notedAsSent = claimed.filter(({ status }) => status === 'sent').map(({ text }) => text);
    return [...new Set([...received, ...notedAsSent])].flatMap((text) => {
      const times = count(received, text);
      const [most, least] = [
        count(
          claimed.map((each) => each.text),
          text,
        ),
        count(notedAsSent, text),
      ];
      return times < least || times > most
        ? [`${customer.name}: claimed ${most}×, noted as sent ${least}×, received ${times}×: ${text}`]
        : [];
    });
  });

/** No text in quiet hours but the confirmation of an opt-out. */
export const nightsAreQuiet: Invariant = (world) =>
  world.customers.flatMap((customer) =>
    textsTo(world, customer)
      .filter(({ text, at }) => !isConfirmation(text) && !isDaytime(at))
      .map(({ text, at }) => `${customer.name}: a text at ${at}, in quiet hours: ${text}`),
  );

/** After an opt-out there is its one confirmation and nothing else. */
export const optOutsAreObeyed: Invariant = (world) =>
  world.customers.flatMap((customer) => {
    const messages = world.phones.get(customer.phone) ?? [];
    const left = messages.findIndex(
      ({ direction, text }) => direction === 'from-customer' && text === '退订',
    );
    if (left === -1) return [];
    const after = messages.slice(left).filter(({ direction }) => direction === 'to-customer');
    const others = after.filter(({ text }) => !isConfirmation(text));
    const confirmations = after.length - others.length;
    const state = statesOf(world, 'handset').find(
      ({ state: handset, pk }) => handset?.['optedOut'] === true && pk === handsetOf(world, customer),
    );
    return [
      ...(state ? [] : [`${customer.name}: the opt-out was not noted`]),
      ...(confirmations > 1 ? [`${customer.name}: the opt-out was confirmed ${confirmations} times`] : []),
      ...others.map(({ text }) => `${customer.name}: a text after the opt-out: ${text}`),
    ];
  });

/** Every text from a customer is kept, word for word and once. */
export const repliesAreKept: Invariant = (world) =>
  world.customers.flatMap((customer) => {
    const handset = handsetOf(world, customer);
    const kept = world.items
      .filter(({ event }) => event?.name === 'message.received' && event.facts['handsetId'] === handset)
      .map(({ pk }) => world.items.find((item) => item.pk === pk && item.sk === 'WORDS#text')?.words?.text);
    const [wrote, has] = [sentBy(world, customer).toSorted().join(' | '), kept.toSorted().join(' | ')];
    return wrote === has ? [] : [`${customer.name} wrote “${wrote}”, but kept is “${has}”`];
  });

/** An angry customer's words became one complaint, and only the customer's yes closed it. */
export const complaintsArePursued: Invariant = (world) =>
  world.customers.flatMap((customer) => {
    const complaints = statesOf(world, 'complaint').filter(
      ({ state }) => state?.['customerId'] === customer.customerId,
    );
    const isAngry = sentBy(world, customer).some((text) => text.startsWith('2'));
    const isSolved = sentBy(world, customer).some((text) => text.startsWith('解决了'));
    if (complaints.length !== (isAngry ? 1 : 0))
      return [`${customer.name} has ${complaints.length} complaints`];
    return complaints
      .filter(({ state }) => (state?.['state'] === 'closed') !== isSolved)
      .map(
        ({ state }) => `${customer.name}: the complaint is ${String(state?.['state'])}, solved: ${isSolved}`,
      );
  });

/** What is not finished has its moment, is filed under it, and the moment was not missed. */
export const clocksAreKept: Invariant = ({ items, now }) => {
  // A sweep comes every half hour and a spoilt one is followed by the next, so four hours leave room for several.
  const late = new Date(Date.parse(now) - 4 * 3_600_000).toISOString();
  return items.flatMap(({ pk, state, dueAt }) => {
    const isOpenComplaint = pk.startsWith('complaint_') && state && state['state'] !== 'closed';
    if (isOpenComplaint && dueAt === undefined) return [`${pk} is open but has no clock`];
    return dueAt !== undefined && dueAt < late ? [`${pk} was due at ${dueAt}, and nothing happened`] : [];
  });
};

/** No text waits for ever: each was sent, withheld for a reason, or is unconfirmed. */
export const textsAreDecided: Invariant = (world) =>
  statesOf(world, 'text')
    .filter(({ state }) => state?.['status'] === 'held' || state?.['status'] === 'released')
    .map(({ pk, state }) => `${pk} is still ${String(state?.['status'])}`);

/** Every event of the table was put on the bus. */
export const eventsAreRelayed: Invariant = ({ items, relayed }) => {
  const seen = new Set(relayed.map(({ id }) => id));
  return items.flatMap(({ event }) =>
    event && !seen.has(event.id) ? [`${event.id} was never relayed`] : [],
  );
};

/** State and events of an aggregate agree, no words lie without what they belong to, and every cause exists. */
export const nothingIsHalfWritten: Invariant = ({ items }) => {
  const ids = new Set(items.flatMap(({ event }) => event?.id ?? []));
  const collections = Map.groupBy(items, ({ pk }) => pk);
  return [...collections].flatMap(([pk, collection]) => {
    const events = collection.filter(({ event }) => event);
    const state = collection.find(({ sk }) => sk === 'STATE');
    const orphans = events.filter(({ event }) => event?.cause.kind === 'event' && !ids.has(event.cause.id));
    const isAlone = events.length === 0 && collection.some(({ words }) => words);
    return [
      ...(state && state.version !== events.length
        ? [`${pk} has version ${state.version} but ${events.length} events`]
        : []),
      ...(isAlone ? [`${pk} has words but no event`] : []),
      ...orphans.map(({ event }) => `${event?.id} has a cause that is not there: ${event?.cause.id}`),
    ];
  });
};

/** Nothing waits in a dead-letter queue. */
export const nothingIsParked: Invariant = ({ deadLetters }) =>
  deadLetters.map((letter) => `a dead letter: ${JSON.stringify(letter).slice(0, 600)}`);

const invariants: readonly Invariant[] = [
  visitsAreThereOnce,
  visitsAreAskedAfterOnce,
  textsLeaveOnce,
  nightsAreQuiet,
  optOutsAreObeyed,
  repliesAreKept,
  complaintsArePursued,
  clocksAreKept,
  textsAreDecided,
  eventsAreRelayed,
  nothingIsHalfWritten,
  nothingIsParked,
];

/** All that is broken in a world. */
export function broken(world: World): string[] {
  return invariants.flatMap((holds) => holds(world));
}

function statesOf({ items }: World, kind: string): Stored[] {
  return items.filter(({ pk, sk }) => sk === 'STATE' && pk.startsWith(`${kind}_`));
}

function textsTo({ phones }: World, { phone }: Customer): readonly PhoneMessage[] {
  return (phones.get(phone) ?? []).filter(({ direction }) => direction === 'to-customer');
}

function sentBy({ phones }: World, { phone }: Customer): string[] {
  const messages = phones.get(phone) ?? [];
  return messages.filter(({ direction }) => direction === 'from-customer').map(({ text }) => text);
}

function handsetOf(world: World, { customerId }: Customer): unknown {
  return statesOf(world, 'customer').find(({ pk }) => pk === customerId)?.state?.['handsetId'];
}

/** The texts to a customer that were claimed, with their words and what became of them. */
function claimedTexts(world: World, { customerId }: Customer) {
  return statesOf(world, 'text')
    .filter(({ state }) => state?.['customerId'] === customerId)
    .flatMap(({ pk, state }) => {
      const words = world.items.find((item) => item.pk === pk && item.sk === 'WORDS#text')?.words;
      return words ? [{ text: words.text, status: state?.['status'] }] : [];
    });
}

/** A text as it is kept: the token of a page is for the customer alone. */
function asKept(text: string): string {
  return text.replace(/\/s\/[\w-]{16}/u, '/s/…');
}

function count(texts: readonly string[], wanted: string): number {
  return texts.filter((text) => text === wanted).length;
}

function isConfirmation(text: string): boolean {
  return text.includes('已为您退订');
}

function isDaytime(at: string): boolean {
  const hour = Number(
    new Date(at).toLocaleString('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', hourCycle: 'h23' }),
  );
  return hour >= 9 && hour < 20;
}
