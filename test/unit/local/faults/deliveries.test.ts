import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { FaultPlanInput } from '../../../../infra/local/faults/plan.ts';
import { aCloud, MINUTE, queue, queueArn, START, succeeded } from '../a-cloud.ts';
import { struck } from './a-struck-cloud.ts';

const Batch = v.object({ Records: v.array(v.number()) });
type Plan = FaultPlanInput['deliveries'];

/** Batches as a function gets them that answers each with how often it was invoked. */
async function delivered(
  deliveries: Plan,
  batches: readonly unknown[],
  { of = 'stream', seed = 1 }: { of?: 'stream' | 'queue'; seed?: number } = {},
) {
  const { faults } = struck({ seed, deliveries });
  const got: unknown[] = [];
  const invoke = faults.delivering(of, (_, payload) => Promise.resolve(succeeded(got.push(payload))));
  const outcomes = [];
  for (const batch of batches) outcomes.push(await invoke('f', batch));
  return { got, outcomes, spoilt: faults.report().deliveriesSpoilt };
}
const batch = (...Records: number[]) => ({ Records });

describe('what is delivered to functions', () => {
  it('comes as it is without a plan', async () => {
    const { got, spoilt } = await delivered([], [batch(1, 2, 3)]);
    expect(got).toEqual([batch(1, 2, 3)]);
    expect(spoilt).toBe(0);
  });

  it('twice, and the second answer is the one that counts', async () => {
    const { got, outcomes, spoilt } = await delivered(
      [{ of: 'stream', kind: 'duplicated', rate: 1 }],
      [batch(1), batch(2)],
    );
    expect(got).toEqual([batch(1), batch(1), batch(2), batch(2)]);
    expect(outcomes).toEqual([succeeded(2), succeeded(4)]);
    expect(spoilt).toBe(2);
  });

  it('in another order, never in the same, with nothing lost', async () => {
    const plan: Plan = [{ of: 'queue', kind: 'reordered', rate: 1 }];
    const batches = Array.from({ length: 40 }, (_, n) => batch(n, n + 1, ...(n % 2 ? [n + 2] : [])));
    const { got, spoilt } = await delivered(plan, batches, { of: 'queue' });
    expect(spoilt).toBe(40);
    for (const [index, each] of got.entries()) {
      const { Records } = v.parse(Batch, each);
      const sent = batches[index]?.Records ?? [];
      expect(Records).not.toEqual(sent);
      expect(Records.toSorted((a, b) => a - b)).toEqual(sent);
    }
  });

  it('one record alone, and what is no batch, stay as they are and count as unspoilt', async () => {
    const plan: Plan = [{ of: 'stream', kind: 'reordered', rate: 1 }];
    const { got, spoilt } = await delivered(plan, [batch(1), { time: 'now' }]);
    expect(got).toEqual([batch(1), { time: 'now' }]);
    expect(spoilt).toBe(0);
  });

  it('streams and queues each by their own plan', async () => {
    const plan: Plan = [{ of: 'stream', kind: 'duplicated', rate: 1 }];
    expect((await delivered(plan, [batch(1)], { of: 'queue' })).got).toEqual([batch(1)]);
  });

  it('some of many, the same ones for the same seed', async () => {
    const plan: Plan = [{ of: 'stream', kind: 'duplicated', rate: 0.3 }];
    const batches = Array.from({ length: 100 }, (_, n) => batch(n));
    const first = await delivered(plan, batches, { seed: 3 });
    expect(first.spoilt).toBeGreaterThan(15);
    expect(first.spoilt).toBeLessThan(45);
    expect(await delivered(plan, batches, { seed: 3 })).toEqual(first);
    expect((await delivered(plan, batches, { seed: 4 })).got).not.toEqual(first.got);
  });
});

describe('what is put into queues', () => {
  /** When each message comes out of a queue, into which three were sent one after the other. */
  function taken(deliveries: Plan, of: 'event' | 'text' = 'event') {
    const { queues, clock } = aCloud({ queues: [queue('work')] });
    const { faults } = struck({ deliveries });
    const takers = faults.sending(of, queues);
    for (const body of ['a', 'b', 'c']) takers.send(queueArn('work'), body);
    const seen: { body: string; after: number }[] = [];
    for (let next = queues.nextAt(queueArn('work')); next !== undefined;) {
      clock.moveTo(Math.max(next, clock.now()));
      for (const message of queues.receive(queueArn('work'), 10)) {
        seen.push({ body: message.body, after: (clock.now() - START) / 1000 });
        queues.delete(queueArn('work'), message.receiptHandle);
      }
      next = queues.nextAt(queueArn('work'));
    }
    return { seen, spoilt: faults.report().deliveriesSpoilt };
  }

  it('is there at once and in order without a plan', () => {
    const { seen } = taken([]);
    expect(seen).toEqual(['a', 'b', 'c'].map((body) => ({ body, after: 0 })));
  });

  it('later than it would be, within the longest delay, and overtaken on the way', () => {
    const { seen, spoilt } = taken([{ of: 'event', kind: 'delayed', rate: 1, delaySeconds: 900 }]);
    expect(spoilt).toBe(3);
    expect(seen.map(({ body }) => body).toSorted()).toEqual(['a', 'b', 'c']);
    expect(seen.map(({ body }) => body)).not.toEqual(['a', 'b', 'c']);
    for (const { after } of seen) {
      expect(after).toBeGreaterThan(0);
      expect(after).toBeLessThanOrEqual((15 * MINUTE) / 1000);
    }
  });

  it('twice, the copy within the delay', () => {
    const { seen, spoilt } = taken([{ of: 'text', kind: 'duplicated', rate: 1, delaySeconds: 5 }], 'text');
    expect(spoilt).toBe(3);
    expect(seen.filter(({ after }) => after === 0).map(({ body }) => body)).toEqual(['a', 'b', 'c']);
    const copies = seen.filter(({ after }) => after > 0);
    expect(copies.map(({ body }) => body).toSorted()).toEqual(['a', 'b', 'c']);
    expect(copies.every(({ after }) => after <= 5)).toBe(true);
  });

  it('events and texts each by their own plan', () => {
    expect(taken([{ of: 'event', kind: 'duplicated', rate: 1 }], 'text').spoilt).toBe(0);
  });
});
