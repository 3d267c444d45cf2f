import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkSource } from '../../../infra/local/contract.ts';
import { Pump } from '../../../infra/local/services/pump.ts';
import { atomically, Ids, openState } from '../../../infra/local/services/state.ts';
import { VirtualClock } from '../../../infra/local/services/virtual-clock.ts';
import { MINUTE, START } from './a-cloud.ts';

function aClock() {
  const db = openState(':memory:');
  return { db, clock: new VirtualClock(db, START) };
}

/** A source that has something to do at each of some times and notes when it did it. */
function atTimes(name: string, clock: VirtualClock, times: number[], done: string[]): WorkSource {
  const waiting = [...times].sort((a, b) => a - b);
  return {
    name,
    work: async () => {
      if ((waiting[0] ?? Infinity) > clock.now()) return false;
      await Promise.resolve();
      done.push(`${name}@${clock.now() - START}`);
      waiting.shift();
      return true;
    },
    nextAt: () => waiting[0],
  };
}

describe('the virtual clock', () => {
  it('stands still, goes forward only and goes on where it stood', () => {
    const { db, clock } = aClock();
    clock.moveTo(START + MINUTE);
    expect(clock.now()).toBe(START + MINUTE);
    expect(() => clock.moveTo(START)).toThrow(RangeError);
    expect(() => clock.moveTo(Number.NaN)).toThrow(RangeError);
    expect(new VirtualClock(db, START).now()).toBe(START + MINUTE);
  });

  it('is read by others through shared memory', () => {
    const { clock } = aClock();
    const elsewhere = new Float64Array(clock.shared);
    clock.moveTo(START + 1);
    expect(elsewhere[0]).toBe(START + 1);
  });
});

describe('the state', () => {
  it('keeps all writes of one piece or none', () => {
    const { db } = aClock();
    const write = db.prepare('INSERT INTO note VALUES (?, ?)');
    expect(() =>
      atomically(db, () => {
        write.run('a', '1');
        atomically(db, () => write.run('b', '1'));
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(db.prepare("SELECT * FROM note WHERE name IN ('a', 'b')").all()).toEqual([]);
  });

  it('gives the same ids in the same order, never one twice', () => {
    const first = new Ids(openState(':memory:'));
    const second = new Ids(openState(':memory:'));
    const ids = Array.from({ length: 50 }, () => first.next('event'));
    expect(Array.from({ length: 50 }, () => second.next('event'))).toEqual(ids);
    expect(new Set([...ids, first.next('text'), first.next('message')]).size).toBe(52);
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(
      true,
    );
  });
});

describe('the pump', () => {
  it('stops at every moment on the way, in the order of time and then of the sources', async () => {
    const { clock } = aClock();
    const done: string[] = [];
    const pump = new Pump(clock, [
      atTimes('a', clock, [START + 20, START + 10, START + 30], done),
      atTimes('b', clock, [START + 10, START + 5, START + 31], done),
    ]);
    await pump.turnTo(START + 30);
    expect(done).toEqual(['b@5', 'a@10', 'b@10', 'a@20', 'a@30']);
    expect(clock.now()).toBe(START + 30);
  });

  it('does everything due exactly once and never early, however the turning is cut up', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(times, times, times, async (first, second, turns) => {
        const run = async (stops: number[]) => {
          const { clock } = aClock();
          const done: string[] = [];
          const absolute = (each: number[]) => each.map((time) => START + time);
          const sources = [
            atTimes('a', clock, absolute(first), done),
            atTimes('b', clock, absolute(second), done),
          ];
          const pump = new Pump(clock, sources);
          for (const stop of stops) await pump.turnTo(START + stop);
          return done;
        };
        const cutUp = await run([...turns.sort((a, b) => a - b), 50]);
        expect(cutUp).toEqual(await run([50]));
        expect(cutUp).toHaveLength(first.length + second.length);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('refuses to turn back and goes on afterwards', async () => {
    const { clock } = aClock();
    const pump = new Pump(clock, []);
    await expect(pump.turnTo(START - 1)).rejects.toThrow(RangeError);
    await pump.turnTo(START + 1);
    expect(clock.now()).toBe(START + 1);
  });

  it('drains what one source leaves for an earlier one', async () => {
    const { clock } = aClock();
    const steps: string[] = [];
    let forFirst = 0;
    const first: WorkSource = {
      name: 'first',
      work: () => Promise.resolve(forFirst > 0 && steps.push('first') > 0 && forFirst-- > 0),
      nextAt: () => (forFirst > 0 ? clock.now() : undefined),
    };
    const done: string[] = [];
    const second = atTimes('second', clock, [START], done);
    const passing: WorkSource = {
      ...second,
      work: async () => {
        const worked = await second.work();
        if (worked) forFirst = 2;
        return worked;
      },
    };
    await new Pump(clock, [first, passing]).quiet();
    expect(steps).toEqual(['first', 'first']);
  });

  it('says which source is due but does nothing, instead of turning for ever', async () => {
    const { clock } = aClock();
    const stuck: WorkSource = {
      name: 'stuck',
      work: () => Promise.resolve(false),
      nextAt: () => clock.now(),
    };
    await expect(new Pump(clock, [stuck]).turnTo(START + 1)).rejects.toThrow('stuck');
  });

  it('does what was woken in the background, and never two pieces at once', async () => {
    const { clock } = aClock();
    let waiting = 0;
    let running = 0;
    let most = 0;
    const source: WorkSource = {
      name: 'slow',
      work: async () => {
        if (waiting === 0) return false;
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        waiting--;
        running--;
        return true;
      },
      nextAt: () => undefined,
    };
    const pump = new Pump(clock, [source]);
    waiting = 3;
    pump.wake();
    pump.wake();
    await Promise.all([pump.quiet(), pump.turnTo(START + 1), pump.quiet()]);
    expect({ waiting, most }).toEqual({ waiting: 0, most: 1 });
  });

  it('reports what a source throws and goes on with the next call', async () => {
    const { clock } = aClock();
    const reported: unknown[] = [];
    let broken = true;
    const source: WorkSource = {
      name: 'broken',
      work: () => (broken ? Promise.reject(new Error('bug')) : Promise.resolve(false)),
      nextAt: () => undefined,
    };
    const pump = new Pump(clock, [source], (error) => reported.push(error));
    pump.wake();
    await expect(pump.quiet()).rejects.toThrow('bug');
    broken = false;
    await pump.quiet();
    expect(reported).toHaveLength(1);
  });
});
