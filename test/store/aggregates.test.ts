import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  Aggregates,
  type Change,
  type Loaded,
  type NewEvent,
  recordOnce,
} from '../../shared/events/aggregate.ts';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { findEvent, historyOf } from '../../shared/events/history.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import { Conflict, type Table } from '../../shared/platform/table.ts';
import { later } from '../../shared/platform/time.ts';
import { monday } from '../builders/times.ts';
import { aWordsRef } from '../builders/words.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();

/** The names on a list: a small aggregate to which anybody adds theirs once. */
const schema = v.object({ names: v.array(v.string()) });
type List = v.InferOutput<typeof schema>;

const lists = (table: Table) => new Aggregates<List>(table, { v: 1, schema });
const id = 'list_1';
const occasion: Occasion = {
  cause: { kind: 'command', id: 'test' },
  actor: { kind: 'system' },
  happenedAt: monday,
  now: later(monday, { minutes: 1 }),
};

const attempted = (attempt: number): NewEvent => ({
  name: 'callback.attempted',
  dealerId: 'cd-south',
  customerId: 'customer_1',
  facts: { outcome: 'no-answer', attempt },
});

/** Adds a name with one event, and a note of its own. Nothing if it is there already. */
function add(name: string): (known: List | undefined) => Change<List> | undefined {
  return (known) => {
    const names = known?.names ?? [];
    if (names.includes(name)) return undefined;
    return {
      state: { names: [...names, name] },
      events: [attempted(names.length + 1)],
      attached: [{ sk: `NOTE#${name}`, content: { name } }],
    };
  };
}

const addTo = (table: Table, name: string) => lists(table).change(id, occasion, add(name));

describe('a change', () => {
  it('is nothing where the rule decides nothing', async () => {
    const changed = await lists(store.table).change(id, occasion, () => undefined);
    expect(changed).toEqual({ id, version: 0, state: undefined, events: [] });
    expect(await store.table.collection(id)).toEqual([]);
  });

  it('writes state, events and what belongs to them, each with its schema version', async () => {
    const changed = await addTo(store.table, 'a');
    expect(changed).toMatchObject({ id, version: 1, state: { names: ['a'] } });
    const items = await store.table.collection(id);
    expect(items).toMatchObject([
      { sk: 'EVENT#000001', v: 1, event: changed.events[0] },
      { sk: 'NOTE#a', v: 1, name: 'a' },
      { sk: 'STATE', v: 1, version: 1, state: { names: ['a'] } },
    ]);
  });

  it('numbers its events on from those before, and an event id leads to the event', async () => {
    await addTo(store.table, 'a');
    const twice = await lists(store.table).change(id, occasion, (known) => ({
      state: { names: [...(known?.names ?? []), 'b'] },
      events: [attempted(2), { name: 'callback.closed', facts: { outcome: 'reached' } }],
    }));
    expect(twice.version).toBe(3);
    const history = await historyOf(store.table, id);
    expect(history.map((event) => [event.id, event.version, event.name])).toEqual([
      ['list_1.1', 1, 'callback.attempted'],
      ['list_1.2', 2, 'callback.attempted'],
      ['list_1.3', 3, 'callback.closed'],
    ]);
    expect(await findEvent(store.table, 'list_1.3')).toEqual(twice.events[1]);
    for (const event of history) expect(v.parse(EventSchema, event)).toEqual(event);
  });

  it('keeps its order past nine events', async () => {
    for (const name of 'abcdefghijkl') await addTo(store.table, name);
    const versions = (await historyOf(store.table, id)).map((event) => event.version);
    expect(versions).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('names its cause and both times; what happened never lies after its being written down', async () => {
    const early = { ...occasion, happenedAt: later(monday, { days: 1 }) };
    const { events } = await lists(store.table).change(id, early, add('a'));
    expect(events[0]).toMatchObject({
      cause: { kind: 'command', id: 'test' },
      actor: { kind: 'system' },
      happenedAt: occasion.now,
      recordedAt: occasion.now,
    });
  });

  it('takes its circumstances from the aggregate as it is when it decides', async () => {
    await addTo(store.table, 'a');
    const seen: (Loaded<List> | undefined)[] = [];
    const overtaken = store.interrupted({ beforeCommit: () => addTo(store.table, 'b') });
    const look = (current: Loaded<List> | undefined) => {
      seen.push(current);
      return occasion;
    };
    await lists(overtaken).change(id, look, add('c'));
    expect(seen.map((current) => current?.version)).toEqual([1, 2]);
  });
});

describe('state and events appear together or not at all', () => {
  it.each([
    ['before the commit', { beforeCommit: kill }, 1, ['a']],
    ['after the commit', { afterCommit: kill }, 2, ['a', 'b']],
  ] as const)('killed %s', async (_, interruption, version, names) => {
    await addTo(store.table, 'a');
    await expect(addTo(store.interrupted(interruption), 'b')).rejects.toThrow(Killed);
    expect(await lists(store.table).load(id)).toEqual({ id, version, state: { names } });
    expect(await historyOf(store.table, id)).toHaveLength(version);
    expect(await store.table.collection(id, 'NOTE#')).toHaveLength(version);

    // Whoever shows the same again finds it done, or does it now: once either way.
    await addTo(store.table, 'b');
    expect(await lists(store.table).load(id)).toEqual({ id, version: 2, state: { names: ['a', 'b'] } });
    expect(await historyOf(store.table, id)).toHaveLength(2);
  });

  it('an event that cannot be written keeps the state from being written', async () => {
    await store.table.putNew({ pk: id, sk: 'EVENT#000001', stray: true });
    await expect(addTo(store.table, 'a')).rejects.toThrow(Conflict);
    expect(await lists(store.table).load(id)).toBeUndefined();
    expect(await store.table.collection(id, 'NOTE#')).toEqual([]);
  });
});

describe('writers who meet', () => {
  it('whoever decided on an old version decides again, on the new one', async () => {
    await addTo(store.table, 'a');
    const seen: (List | undefined)[] = [];
    const overtaken = store.interrupted({ beforeCommit: () => addTo(store.table, 'b') });
    const changed = await lists(overtaken).change(id, occasion, (known) => {
      seen.push(known);
      return add('c')(known);
    });
    expect(seen).toEqual([{ names: ['a'] }, { names: ['a', 'b'] }]);
    expect(changed).toMatchObject({ version: 3, state: { names: ['a', 'b', 'c'] } });
    expect((await historyOf(store.table, id)).map((event) => event.facts['attempt'])).toEqual([1, 2, 3]);
  });

  it('whoever was overtaken at the very first event decides again, too', async () => {
    const overtaken = store.interrupted({ beforeCommit: () => addTo(store.table, 'b') });
    expect((await addTo(overtaken, 'c')).state).toEqual({ names: ['b', 'c'] });
  });

  it('whoever finds it done meanwhile does nothing', async () => {
    const overtaken = store.interrupted({ beforeCommit: () => addTo(store.table, 'a') });
    expect(await addTo(overtaken, 'a')).toMatchObject({ version: 1, events: [] });
    expect(await historyOf(store.table, id)).toHaveLength(1);
  });

  it('an old version is never written over', async () => {
    await addTo(store.table, 'a');
    await addTo(store.table, 'b');
    const stale = store.table.putVersion({ pk: id, sk: 'STATE', v: 1, version: 2, state: { names: [] } }, 1);
    await expect(store.table.commit([stale])).rejects.toThrow(Conflict);
    expect((await lists(store.table).load(id))?.state).toEqual({ names: ['a', 'b'] });
  });

  it('whoever is overtaken every time gives up with a conflict after eight tries', async () => {
    let others = 0;
    const table = store.interrupted({
      everyCommit: () => addTo(store.table, `other ${(others += 1)}`),
    });
    await expect(addTo(table, 'mine')).rejects.toThrow(Conflict);
    expect(others).toBe(8);
    expect((await lists(store.table).load(id))?.state.names).not.toContain('mine');
  });

  it('all of several changes at once take effect, once each, whoever makes them twice', async () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 5 });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(names, async (wanted) => {
        const list = `list_run-${(runs += 1)}`;
        const everyone = [...wanted, ...wanted];
        await Promise.all(everyone.map((name) => lists(store.table).change(list, occasion, add(name))));
        const loaded = await lists(store.table).load(list);
        expect(loaded?.state.names.toSorted()).toEqual(wanted.toSorted());
        expect(loaded?.version).toBe(wanted.length);
        const attempts = (await historyOf(store.table, list)).map((event) => event.facts['attempt']);
        expect(attempts).toEqual(wanted.map((_, index) => index + 1));
      }),
      { seed: 7, numRuns: 8 },
    );
  });
});

describe('what was written by other code', () => {
  it('a state of a newer schema version is refused by name, and stays as it is', async () => {
    await store.table.putNew({ pk: id, sk: 'STATE', v: 2, version: 1, state: { people: ['a'] } });
    const refusal = 'list_1 was written by newer code (schema version 2)';
    await expect(lists(store.table).load(id)).rejects.toThrow(refusal);
    await expect(addTo(store.table, 'b')).rejects.toThrow(refusal);
    expect(await store.table.get(id, 'STATE')).toMatchObject({ v: 2, state: { people: ['a'] } });
  });

  it('a state that the schema does not read is no state', async () => {
    await store.table.putNew({ pk: id, sk: 'STATE', v: 1, version: 1, state: { names: 'a' } });
    await expect(lists(store.table).load(id)).rejects.toThrow(v.ValiError);
  });
});

describe('the one event of something without a state', () => {
  const reply = 'reply_1';
  const words = (text: string) => ({ sk: 'WORDS#text', content: { text } });
  const received: NewEvent = {
    name: 'message.received',
    facts: { handsetId: 'handset_1', inboundMessageId: 'in-1', words: aWordsRef(reply) },
  };
  const record = (table: Table, text: string) =>
    recordOnce(table, reply, occasion, { event: received, attached: [words(text)] });

  it('is recorded once, and what was kept with it is never written over', async () => {
    expect(await record(store.table, 'first')).toBe(true);
    expect(await record(store.table, 'second')).toBe(false);
    expect(await historyOf(store.table, reply)).toMatchObject([{ id: 'reply_1.1', version: 1 }]);
    expect(await store.table.get(reply, 'WORDS#text')).toMatchObject({ v: 1, text: 'first' });
  });

  it('is recorded by exactly one of several at once', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((text) => record(store.table, text)),
    );
    const done = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value);
    expect(done).toHaveLength(1);
    expect(await historyOf(store.table, reply)).toHaveLength(1);
  });

  it.each([
    ['before', { beforeCommit: kill }, true],
    ['after', { afterCommit: kill }, false],
  ] as const)('killed %s the commit, it is recorded once all the same', async (_, interruption, again) => {
    await expect(record(store.interrupted(interruption), 'first')).rejects.toThrow(Killed);
    expect(await record(store.table, 'second')).toBe(again);
    expect(await historyOf(store.table, reply)).toHaveLength(1);
  });
});
