import { LambdaClient } from '@aws-sdk/client-lambda';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { relayAgain, type Span } from '../../infra/commands/relay-again.ts';
import { complete, eventItem } from '../../shared/events/aggregate.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { AnyEventSchema } from '../../shared/events/envelope.ts';
import { type Instant, instantFrom, later } from '../../shared/platform/time.ts';
import { byCommand } from './a-group.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const image = v.custom<Parameters<typeof unmarshall>[0]>((value) => typeof value === 'object');
const invocation = v.object({ FunctionName: v.string(), Payload: v.instance(Uint8Array) });
const streamEvent = v.object({
  Records: v.array(
    v.object({
      eventName: v.literal('INSERT'),
      dynamodb: v.object({ SequenceNumber: v.string(), NewImage: image }),
    }),
  ),
});
const shownItem = v.looseObject({ pk: v.string(), sk: v.string(), event: AnyEventSchema });

interface Answer {
  readonly FunctionError?: string;
  readonly body: unknown;
}

/** A relay that takes what it is shown, unless it is told what to answer; `batches` are the events that it saw. */
function aRelay(answer: (nth: number) => Answer = () => ({ body: { batchItemFailures: [] } })) {
  const batches: AnyEvent[][] = [];
  const lambda = new LambdaClient({ region: 'us-east-1' });
  lambda.middlewareStack.add(
    () => (args) => {
      const { FunctionName, Payload } = v.parse(invocation, args.input);
      expect(FunctionName).toBe('events-relay');
      const shown = v.parse(streamEvent, JSON.parse(Buffer.from(Payload).toString())).Records;
      const numbers = shown.map(({ dynamodb }) => dynamodb.SequenceNumber);
      expect(new Set(numbers).size).toBe(numbers.length);
      batches.push(shown.map(({ dynamodb }) => v.parse(shownItem, unmarshall(dynamodb.NewImage)).event));
      const { FunctionError, body } = answer(batches.length);
      const output = {
        $metadata: {},
        ...(FunctionError && { FunctionError }),
        Payload: Uint8Array.from(Buffer.from(JSON.stringify(body))),
      };
      return Promise.resolve({ output, response: undefined });
    },
    { step: 'initialize', name: 'relay' },
  );
  return { lambda, batches };
}

/** Something that was recorded at a dealer at a moment. */
function happening(n: number, at: Instant, dealerId = 'cd-south'): AnyEvent {
  const fact = { name: 'callback.closed', dealerId, facts: { outcome: 'reached' } } as const;
  return complete(fact, `callback_${dealerId}-${n}`, 1, { ...byCommand, happenedAt: at, now: at });
}

async function record(events: readonly AnyEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += 100) {
    const items = events.slice(start, start + 100).map((event) => eventItem(event));
    await store.table.commit(items.map((item) => store.table.put(item)));
  }
}

const relay = (span: Partial<Span>, { lambda }: ReturnType<typeof aRelay>, progress: number[] = []) =>
  relayAgain(
    { dealerId: 'cd-south', from: firstOfAll, until: lastOfAll, ...span },
    { table: store.table, lambda, relayFunction: 'events-relay', progress: (count) => progress.push(count) },
  );

const firstOfAll = instantFrom('2026-01-01T00:00:00Z');
const lastOfAll = instantFrom('2026-12-31T00:00:00Z');

describe('relaying again', () => {
  it('shows the relay every event of the time, a hundred at once, in order, across months', async () => {
    const start = instantFrom('2026-02-28T22:00:00Z');
    const events = Array.from({ length: 250 }, (_, n) => happening(n, later(start, { minutes: n })));
    await record(events);
    const shown = aRelay();
    const progress: number[] = [];
    expect(await relay({}, shown, progress)).toBe(250);
    expect(shown.batches.flat()).toEqual(events);
    // 120 of them are recorded in February.
    expect(shown.batches.map((batch) => batch.length)).toEqual([100, 20, 100, 30]);
    expect(progress).toEqual([100, 120, 220, 250]);
  });

  it('across the turn of a year', async () => {
    const events = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'].map((at, n) =>
      happening(n, instantFrom(at)),
    );
    await record(events);
    const shown = aRelay();
    await relay(
      { from: instantFrom('2025-11-30T00:00:00Z'), until: instantFrom('2026-02-01T00:00:00Z') },
      shown,
    );
    expect(shown.batches.flat()).toEqual(events);
  });

  it('keeps to the dealer and to the two moments, both included', async () => {
    const at = instantFrom('2026-03-02T10:00:00Z');
    const events = [-1, 0, 1, 2].map((minutes) => happening(minutes + 1, later(at, { minutes })));
    await record([...events, happening(9, at, 'cd-north')]);
    const shown = aRelay();
    expect(await relay({ from: at, until: later(at, { minutes: 1 }) }, shown)).toBe(2);
    expect(shown.batches.flat()).toEqual(events.slice(1, 3));
  });

  it('of a time in which nothing happened shows nothing', async () => {
    const shown = aRelay();
    expect(await relay({}, shown)).toBe(0);
    expect(shown.batches).toEqual([]);
  });

  it.each([
    [
      'did not take all',
      { body: { batchItemFailures: [{ itemIdentifier: '7' }] } },
      'events-relay did not relay 1 of 100 events; run this again',
    ],
    ['failed', { FunctionError: 'Unhandled', body: { errorMessage: 'out of memory' } }, 'out of memory'],
    ['answered something else', { body: 'what?' }, 'Expected Object'],
  ])('stops where the relay %s, and says so', async (_, answer, message) => {
    const at = instantFrom('2026-03-02T10:00:00Z');
    await record(Array.from({ length: 250 }, (__, n) => happening(n, later(at, { minutes: n }))));
    const shown = aRelay((nth) => (nth === 2 ? answer : { body: { batchItemFailures: [] } }));
    await expect(relay({}, shown)).rejects.toThrow(message);
    expect(shown.batches).toHaveLength(2);
  });
});
