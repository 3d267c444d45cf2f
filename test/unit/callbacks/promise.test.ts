import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLevel } from '../../../shared/callbacks/promises/clock.ts';
import {
  climb,
  giveUp,
  keep,
  make,
  passOn,
  type Promised,
  PromiseSchema,
} from '../../../shared/callbacks/promises/promise.ts';
import { isWorking } from '../../../shared/dealers/working-hours.ts';
import type { Change } from '../../../shared/events/aggregate.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aRoster } from '../../builders/person.ts';
import { aPromise } from '../../builders/promise.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const due = shanghai('2026-03-06T10:00');
const nextDay = shanghai('2026-03-09T10:00');
const about = { dealer: aDealer(), roster: aRoster(), isImportant: false };
const heardBefore = { request: 'request_0' };
const states = {
  none: undefined,
  open: aPromise({ reports: [heardBefore] }),
  broken: aPromise({
    state: 'broken',
    level: 1,
    assigneeId: 'zhao-min',
    climbsAt: nextDay,
    reports: [heardBefore],
  }),
  'broken, at the top': aPromise({
    state: 'broken',
    level: 3,
    assigneeId: 'gao-jun',
    climbsAt: undefined,
    reports: [heardBefore],
  }),
  kept: aPromise({ state: 'kept', climbsAt: undefined, reports: [heardBefore] }),
} satisfies Record<string, Promised | undefined>;

const words = { ref: aWordsRef('promise_1'), attachment: { sk: 'WORDS#report-1', content: {} } };
const report = { request: 'request_1', words };
const known =
  (decide: (promised: Promised) => Change<Promised> | undefined) => (each: Promised | undefined) =>
    each && decide(each);
const commands = {
  make: (each) => make(each, aPromise(), []),
  keep: known((each) => keep(each, report, due)),
  'keep, heard before': known((each) => keep(each, heardBefore, due)),
  'give up': known((each) => giveUp(each, report, nextLevel(each, about, due))),
  'pass on': known((each) => passOn(each, report, 'li-na')),
  'time is not up': (each) => each && climb(each, nextLevel(each, about, due), later(due, { minutes: -1 })),
  'time is up': (each) => each && climb(each, nextLevel(each, about, nextDay), nextDay),
} satisfies Record<string, (each: Promised | undefined) => Change<Promised> | undefined>;

const refused = '409';
const kept = 'promise.kept → kept';
const passedOn = 'promise.passed-on → ';

/** For each command, what becomes of a promise in each state: the event and the state, a refusal, or nothing. */
const table: Record<keyof typeof commands, Partial<Record<keyof typeof states, string>>> = {
  make: { none: 'promise.made → open' },
  keep: { open: kept, broken: kept, 'broken, at the top': kept, kept: refused },
  'keep, heard before': {},
  'give up': {
    open: 'promise.broken → broken',
    broken: refused,
    'broken, at the top': refused,
    kept: refused,
  },
  'pass on': {
    open: `${passedOn}open`,
    broken: `${passedOn}broken`,
    'broken, at the top': `${passedOn}broken`,
    kept: refused,
  },
  'time is not up': {},
  'time is up': { open: 'promise.broken → broken', broken: 'promise.escalated → broken' },
};

const cases = Object.entries(commands).flatMap(([name, command]) =>
  Object.entries(states).map(([state, each]) => ({ name, state, command, each })),
);

describe('R16: a promise in every state', () => {
  it.each(cases)('$name: $state', ({ name, state, command, each }) => {
    const row: Partial<Record<string, string>> | undefined = Object.entries(table).find(
      ([key]) => key === name,
    )?.[1];
    expect(outcomeOf(() => command(each))).toBe(row?.[state]);
  });

  function outcomeOf(decide: () => Change<Promised> | undefined): string | undefined {
    try {
      const change = decide();
      if (!change) return undefined;
      const { names, state } = committed(change, PromiseSchema);
      return `${names.join(', ')} → ${state.state}`;
    } catch (error) {
      if (error instanceof Problem) return String(error.status);
      throw error;
    }
  }

  it('kept after its time is kept late', () => {
    const late = committed(keep(states.broken, report, later(due, { minutes: 1 })), PromiseSchema);
    expect(late.events[0]?.facts).toMatchObject({ late: true, words: words.ref });
    expect(committed(keep(states.open, report, due), PromiseSchema).events[0]?.facts).toMatchObject({
      late: false,
    });
  });

  it('passed on it keeps its time; a broken one stays with the level that has it', () => {
    expect(passOn(states.open, report, 'li-na')?.state).toMatchObject({
      ownerId: 'li-na',
      assigneeId: 'li-na',
      dueAt: due,
      climbsAt: due,
    });
    expect(passOn(states.broken, report, 'li-na')?.state).toMatchObject({
      ownerId: 'li-na',
      assigneeId: 'zhao-min',
    });
  });
});

describe('R16: a broken promise climbs', () => {
  /** The levels that have it, one after the other, while nobody keeps it. */
  function climbed(ownerId: string, isImportant = false, roster = aRoster()) {
    const levels: [number, string | undefined][] = [];
    let promised = aPromise({ ownerId });
    while (promised.climbsAt) {
      const now = promised.climbsAt;
      const change = climb(promised, nextLevel(promised, { ...about, roster, isImportant }, now), now);
      if (!change) throw new Error('it did not climb');
      promised = committed(change, PromiseSchema).state;
      levels.push([promised.level, promised.assigneeId]);
    }
    return levels;
  }

  it('to the level above its owner, then to each next one once, and stays at the top', () => {
    expect(climbed('wang-lei')).toEqual([
      [1, 'zhao-min'],
      [2, 'huang-wei'],
      [3, 'gao-jun'],
    ]);
    expect(climbed('zhao-min')).toEqual([
      [2, 'huang-wei'],
      [3, 'gao-jun'],
    ]);
    expect(climbed('gao-jun')).toEqual([[3, 'gao-jun']]);
  });

  it('R62: one to an important customer begins with the head of the department', () => {
    expect(climbed('li-na', true)).toEqual([
      [2, 'huang-wei'],
      [3, 'gao-jun'],
    ]);
  });

  it('past levels that nobody holds, and past an owner who has left', () => {
    expect(climbed('li-na', false, aRoster('customer-care-lead'))).toEqual([
      [2, 'huang-wei'],
      [3, 'gao-jun'],
    ]);
    expect(climbed('somebody-who-left')[0]).toEqual([1, 'zhao-min']);
    expect(climbed('li-na', false, []).at(-1)).toEqual([3, undefined]);
  });

  it('whatever happens: levels only rise, each once, and a kept promise climbs no more', () => {
    const step = fc.constantFrom('climb', 'keep', 'pass on', 'give up');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let promised = aPromise();
        let now = due;
        const levels: number[] = [];
        for (const [n, name] of steps.entries()) {
          const each = { request: `request_${n + 1}`, words };
          now = later(now, { days: 1 });
          const before = promised;
          try {
            const change = {
              climb: () => climb(promised, nextLevel(promised, about, now), now),
              keep: () => keep(promised, each, now),
              'pass on': () => passOn(promised, each, n % 2 ? 'li-na' : 'wang-lei'),
              'give up': () => giveUp(promised, each, nextLevel(promised, about, now)),
            }[name]();
            promised = change?.state ?? promised;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
          }
          if (before.state === 'kept') expect(promised).toEqual(before);
          if (promised.level !== before.level) levels.push(promised.level);
          if (promised.climbsAt && promised.state === 'broken')
            expect(isWorking(about.dealer.calendar, promised.climbsAt)).toBe(true);
        }
        expect(levels).toEqual([...new Set(levels)].sort());
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });
});
