import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../infra/local/contract.ts';
import type { CallFaultInput } from '../../../../infra/local/faults/plan.ts';
import { at, HOUR, START } from '../a-cloud.ts';
import { many, struck } from './a-struck-cloud.ts';

const broken = 'the connection broke';
const throttled = 'ThrottlingException';

describe('which call a fault strikes', () => {
  it('without a plan, none', async () => {
    const { each, faults } = struck({});
    expect(await each(many(3))).toEqual(['done', 'done', 'done']);
    expect(faults.report()).toMatchObject({ struck: [], deliveriesSpoilt: 0 });
  });

  it('the n-th, counted for each function and action by itself', async () => {
    const { each, faults } = struck({ calls: [{ kind: 'throttled', action: 'PutItem', nth: 2 }] });
    const [put, get] = [{ action: 'PutItem' }, { action: 'GetItem' }];
    const other = { ...put, caller: 'Function-texts-send', session: 'texts-send/1' };
    expect(await each([get, put, get, other, put, put, other])).toEqual([
      'done', 'done', 'done', 'done', throttled, 'done', throttled,
    ]); // prettier-ignore
    expect(faults.report().struck).toEqual([
      { function: 'visits/ingest', action: 'PutItem', subject: 'nobody', nth: 2, kind: 'throttled' },
      { function: 'texts/send', action: 'PutItem', subject: 'nobody', nth: 2, kind: 'throttled' },
    ]);
  });

  it.each(['visits/ingest', 'Function-visits-ingest'])('of one function, named %s', async (named) => {
    const { each } = struck({ calls: [{ kind: 'throttled', function: named, nth: 1 }] });
    const other = { caller: 'Function-texts-send', session: 'texts-send/1' };
    expect(await each([other, {}, {}])).toEqual(['done', throttled, 'done']);
  });

  it('of one subject, whose calls are counted by themselves', async () => {
    const calls: CallFaultInput[] = [{ kind: 'throttled', subject: 'second', nth: 2 }];
    const { each, faults } = struck({ calls, subjects: { first: ['RO-1'], second: ['RO-2'] } });
    const [one, two] = [{ input: 'RO-1' }, { input: 'RO-2' }];
    expect(await each([one, two, one, {}, two, two])).toEqual([
      'done', 'done', 'done', 'done', throttled, 'done',
    ]); // prettier-ignore
    expect(faults.report().struck).toMatchObject([{ subject: 'second', nth: 2 }]);
  });

  it('what nobody is known to be behind is nobody’s', async () => {
    const { each } = struck({
      calls: [{ kind: 'throttled', subject: 'nobody', nth: 1 }],
      subjects: { first: ['RO-1'] },
    });
    expect(await each([{ input: 'RO-1' }, { session: 'visits-ingest/2' }])).toEqual(['done', throttled]);
  });

  it('each with a probability, the same ones for the same seed', async () => {
    const ends = (seed: number) =>
      struck({ seed, calls: [{ kind: 'throttled', rate: 0.3 }] }).each(many(200));
    const first = await ends(7);
    const strikes = first.filter((end) => end === throttled).length;
    expect(strikes).toBeGreaterThan(30);
    expect(strikes).toBeLessThan(90);
    expect(await ends(7)).toEqual(first);
    expect(await ends(8)).not.toEqual(first);
  });

  it('a call that is due to several subjects is one call, not struck more often for that', async () => {
    const subjects = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`s${n}`, [`RO-${n};`]]));
    const input = Object.values(subjects).join('');
    const { each } = struck({ calls: [{ kind: 'throttled', rate: 0.05 }], subjects });
    const ends = await each(many(200, { input }));
    expect(ends.filter((end) => end === throttled).length).toBeLessThan(30);
  });

  it('never one of an operator or a test, who have no session', async () => {
    const { each, faults, effects } = struck({
      calls: [{ kind: 'throttled', rate: 1 }],
      outages: [{ service: 'dynamodb', from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' }],
      record: true,
    });
    expect(await each(many(3, { session: undefined, caller: 'operator' }))).toEqual(['done', 'done', 'done']);
    expect(effects).toHaveLength(3);
    expect(faults.report()).toMatchObject({ struck: [], calls: [] });
  });

  it('a new plan begins to count anew and forgets what was', async () => {
    const { each, faults } = struck({ calls: [{ kind: 'throttled', nth: 1, times: 3 }] });
    expect(await each([{ sdkCall: 'a' }])).toEqual([throttled]);
    faults.set({ ...faults.report().plan });
    expect(faults.report().struck).toEqual([]);
    expect(await each([{ sdkCall: 'a', attempt: 2 }, { sdkCall: 'b' }])).toEqual(['done', throttled]);
  });
});

describe('how long a fault lasts', () => {
  const attempts = [1, 2, 3, 4].map((attempt) => ({ sdkCall: 'one', attempt }));

  it.each([1, 2, 3])('%s attempts of the SDK at the same call', async (times) => {
    const { each, faults } = struck({ calls: [{ kind: 'timed out before', nth: 1, times }], record: true });
    const ends = await each(attempts);
    expect(ends).toEqual([...Array<string>(times).fill(broken), ...Array<string>(4 - times).fill('done')]);
    // It is one call, which was struck once.
    expect(faults.report().struck).toHaveLength(1);
    expect(faults.report().calls).toHaveLength(1);
  });

  it('attempts at another call are no matter of it', async () => {
    const { each } = struck({ calls: [{ kind: 'throttled', nth: 1, times: 3 }] });
    const calls = [
      { sdkCall: 'one' },
      { sdkCall: 'two' },
      { sdkCall: 'two', attempt: 2 },
      { sdkCall: 'one', attempt: 2 },
    ];
    expect(await each(calls)).toEqual([throttled, 'done', 'done', throttled]);
  });
});

describe('what a fault does', () => {
  it.each<[kind: CallFaultInput['kind'], end: string, effects: number, kills: number]>([
    ['throttled', throttled, 0, 0],
    ['timed out before', broken, 0, 0],
    ['timed out after', broken, 1, 0],
    ['killed before', broken, 0, 1],
    ['killed after', broken, 1, 1],
  ])('%s: the caller sees “%s”, %s effects, %s kills', async (kind, end, effected, kills) => {
    const { ask, effects, killed } = struck({ calls: [{ kind, nth: 1 }] });
    expect(await ask()).toBe(end);
    expect(effects).toHaveLength(effected);
    expect(killed).toEqual(Array(kills).fill('visits-ingest/1'));
    expect(await ask()).toBe('done');
  });

  it.each(['timed out after', 'killed after'] as const)(
    '%s: nobody hears of a refusal either',
    async (kind) => {
      const refusing = () => Promise.reject(new AwsError('ConditionalCheckFailedException', 'no'));
      const { ask, killed } = struck({ calls: [{ kind, nth: 1 }] }, refusing);
      expect(await ask()).toBe(broken);
      expect(killed).toHaveLength(kind === 'killed after' ? 1 : 0);
      expect(await ask()).toBe('ConditionalCheckFailedException');
    },
  );

  it('a fault of the cloud’s own is never hidden behind one of the plan', async () => {
    const failing = () => Promise.reject(new TypeError('a mistake'));
    expect(await struck({ calls: [{ kind: 'timed out after', nth: 1 }] }, failing).ask()).toBe('a mistake');
  });

  it('in conflict only a transaction that writes can be, in DynamoDB’s words', async () => {
    const { each, ask, effects, answer } = struck({ calls: [{ kind: 'conflict', rate: 1 }] });
    const others = ['PutItem', 'TransactGetItems', 'GetItem'].map((action) => ({ action }));
    expect(await each(others)).toEqual(['done', 'done', 'done']);
    const transaction = { action: 'TransactWriteItems', input: { TransactItems: [{}, {}] } };
    expect(await ask(transaction)).toBe('TransactionCanceledException');
    expect(effects).toEqual(['PutItem', 'TransactGetItems', 'GetItem']);
    const call = { service: 'dynamodb' as const, caller: 'f', session: 'f/1', sdkCall: 'x', ...transaction };
    const error = await answer(call).catch((cause: unknown) => cause);
    expect(String(error)).toContain('[TransactionConflict, None]');
    expect(at(error, 'details', 'CancellationReasons')).toMatchObject([
      { Code: 'TransactionConflict' },
      { Code: 'None' },
    ]);
  });

  it('each service has its own name for what is throttled', async () => {
    const { each } = struck({ calls: [{ kind: 'throttled', rate: 1 }] });
    const services = ['sqs', 'events', 'sns', 'cognito-idp'] as const;
    const names = [throttled, throttled, 'ThrottledException', 'TooManyRequestsException'];
    expect(await each(services.map((service) => ({ service })))).toEqual(names);
  });
});

describe('an outage', () => {
  it('is of one service, from a moment until another, in virtual time', async () => {
    const from = new Date(START + HOUR).toISOString();
    const until = new Date(START + 2 * HOUR).toISOString();
    const { time, each, effects } = struck({ outages: [{ service: 'sns', from, until }] });
    const [sns, table] = [{ service: 'sns' as const, action: 'Publish' }, { action: 'PutItem' }];
    const down: unknown[] = [];
    for (const moment of [START, START + HOUR - 1, START + HOUR, START + 2 * HOUR - 1, START + 2 * HOUR]) {
      time.now = moment;
      down.push(await each([sns, table]));
    }
    const isUp = ['done', 'done'];
    const isDown = ['ServiceUnavailable', 'done'];
    expect(down).toEqual([isUp, isUp, isDown, isDown, isUp]);
    expect(effects.filter((action) => action === 'Publish')).toHaveLength(3);
  });
});

describe('the list of calls', () => {
  it('names each, and once for each subject', async () => {
    const { each, faults } = struck({ record: true, subjects: { a: ['RO-1'], b: ['RO-2'] } });
    await each([{ input: 'RO-1' }, { input: 'RO-1 RO-2' }]);
    const call = { function: 'visits/ingest', action: 'PutItem' };
    expect(faults.report().calls).toEqual([
      { ...call, subject: 'a', nth: 1 },
      { ...call, subject: 'a', nth: 2 },
      { ...call, subject: 'b', nth: 1 },
    ]);
  });

  it('is kept only where the plan asks for it', async () => {
    const { ask, faults } = struck({ calls: [{ kind: 'throttled', nth: 5 }] });
    await ask();
    expect(faults.report()).not.toHaveProperty('calls');
  });
});
