import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { Outcome } from '../../../infra/local/contract.ts';
import { compilePattern } from '../../../infra/local/rules/event-pattern.ts';
import { EngineConnection, EngineRefusal } from '../../../infra/local/runtime/engine-connection.ts';
import { StreamMapping, type StreamMappingSettings } from '../../../infra/local/runtime/stream-mapping.ts';
import { openState } from '../../../infra/local/services/state.ts';
import { aCloud, failed, queue, queueArn, START, succeeded } from './a-cloud.ts';

const Records = v.object({
  Records: v.array(
    v.object({ dynamodb: v.looseObject({ SequenceNumber: v.string() }), eventID: v.string() }),
  ),
});
const Input = v.looseObject({ ShardIterator: v.optional(v.string()), ShardId: v.optional(v.string()) });

/** A stream of the engine: shards of numbered records, the last of which is open. Iterators are `shard/next number`. */
class FakeStream extends EngineConnection {
  shards: { id: string; numbers: number[] }[] = [{ id: 'shard-1', numbers: [] }];
  polls = 0;
  expireNext = false;

  constructor() {
    super('http://127.0.0.1:1');
  }

  write(...numbers: number[]): void {
    this.shards.at(-1)?.numbers.push(...numbers);
  }

  override call(target: string, input: object): Promise<unknown> {
    const { ShardIterator = '', ShardId = '', ...rest } = v.parse(Input, input);
    if (target.endsWith('DescribeStream'))
      return Promise.resolve({
        StreamDescription: { Shards: this.shards.map(({ id }) => ({ ShardId: id })) },
      });
    if (target.endsWith('GetShardIterator'))
      return Promise.resolve({ ShardIterator: `${ShardId}/${Number(rest['SequenceNumber'] ?? -1) + 1}` });
    this.polls += 1;
    if (this.expireNext) {
      this.expireNext = false;
      return Promise.reject(new EngineRefusal('ExpiredIteratorException', 'expired'));
    }
    const [id = '', from = ''] = ShardIterator.split('/');
    const shard = this.shards.find((each) => each.id === id);
    const found = (shard?.numbers ?? []).filter((number) => number >= Number(from)).slice(0, 3);
    const end = found.length === 0 && shard !== this.shards.at(-1);
    return Promise.resolve({
      Records: found.map(record),
      ...(!end && { NextShardIterator: `${id}/${(found.at(-1) ?? Number(from) - 1) + 1}` }),
    });
  }
}

function record(number: number) {
  return {
    eventID: `random-${Math.random()}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'ddblocal',
    dynamodb: {
      Keys: { pk: { S: number % 2 ? 'odd' : 'even' } },
      SequenceNumber: String(number),
      ApproximateCreationDateTime: 1,
    },
  };
}

const usual: StreamMappingSettings = {
  id: 'm',
  functionName: 'relay',
  functionArn: 'arn:relay',
  streamArn: 'arn:stream',
  engineStreamArn: 'arn:engine-stream',
  region: 'us-east-1',
  batchSize: 10,
  patterns: [],
  reportBatchItemFailures: true,
  bisectBatchOnFunctionError: false,
  maximumRetryAttempts: -1,
  maximumRecordAgeSeconds: -1,
  onFailureQueueArn: queueArn('parked'),
};

/** `answer` is asked with the numbers of each batch; `again` is the same mapping after a restart. */
function setup(
  more: Partial<StreamMappingSettings> = {},
  answer: (numbers: number[]) => Outcome = () => succeeded(),
  state: DatabaseSync = openState(':memory:'),
  stream = new FakeStream(),
) {
  const { clock, queues, db } = aCloud({ state, queues: [queue('parked')] });
  const batches: number[][] = [];
  const ids: string[] = [];
  let writes = 0;
  const invoke = (_: string, payload: unknown) => {
    const { Records: records } = v.parse(Records, payload);
    const numbers = records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
    batches.push(numbers);
    ids.push(...records.map(({ eventID }) => eventID));
    return Promise.resolve(answer(numbers));
  };
  const mapping = new StreamMapping(
    { db, clock, queues, engine: stream, invoke, writes: () => writes },
    { ...usual, ...more },
  );
  const drain = async () => {
    while (await mapping.work());
  };
  const write = async (...numbers: number[]) => {
    stream.write(...numbers);
    writes += 1;
    await drain();
  };
  const parked = () => queues.receive(queueArn('parked'), 10).map(({ body }): unknown => JSON.parse(body));
  const again = () => setup(more, answer, db, stream);
  return { mapping, stream, batches, ids, clock, drain, write, parked, again };
}

const partly = (first: number): Outcome =>
  succeeded({ batchItemFailures: [{ itemIdentifier: String(first) }] });

describe('reading', () => {
  it('delivers every record once, in order, and then asks no more until something is written', async () => {
    const { write, batches, stream, mapping } = setup({ batchSize: 4 });
    await write(1, 2, 3, 4, 5);
    expect(batches).toEqual([[1, 2, 3, 4], [5]]);
    const { polls } = stream;
    expect(await mapping.work()).toBe(false);
    expect(stream.polls).toBe(polls);
    await write(6);
    expect(batches.at(-1)).toEqual([6]);
  });

  it('goes on from shard to shard', async () => {
    const { write, batches, stream } = setup();
    await write(1, 2);
    stream.shards.push({ id: 'shard-2', numbers: [] });
    await write(3);
    stream.shards.push({ id: 'shard-3', numbers: [] }, { id: 'shard-4', numbers: [] });
    await write(4);
    expect(batches).toEqual([[1, 2], [3], [4]]);
  });

  it('delivers only what the filter criteria let through', async () => {
    const odd = compilePattern({ dynamodb: { Keys: { pk: { S: ['odd'] } } } });
    const { write, batches } = setup({ patterns: [odd] });
    await write(1, 2, 3, 4);
    await write(6);
    expect(batches).toEqual([[1, 3]]);
  });

  it('goes on where it stood after a restart and after an expired iterator', async () => {
    const { write, batches, stream, again } = setup();
    await write(1, 2);
    stream.expireNext = true;
    await write(3);
    const restarted = again();
    await restarted.write(4);
    expect([batches, restarted.batches]).toEqual([[[1, 2], [3]], [[4]]]);
  });

  it('names events after their place in the stream, not at random', async () => {
    const [one, other] = [setup(), setup()];
    await one.write(1, 2);
    await other.write(1, 2);
    expect(one.ids).toEqual(other.ids);
    expect(new Set(one.ids).size).toBe(2);
  });
});

describe('failures', () => {
  it('are tried again after 1, 2, 4 … seconds, and nothing behind them is delivered before', async () => {
    let works = false;
    const { write, batches, mapping, clock, drain } = setup({}, () => (works ? succeeded() : failed()));
    await write(1);
    await write(2);
    expect(batches).toEqual([[1]]);
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(mapping.nextAt()).toBe(clock.now() + seconds * 1000);
      clock.moveTo(mapping.nextAt() ?? 0);
      await drain();
    }
    works = true;
    clock.moveTo(mapping.nextAt() ?? 0);
    await drain();
    expect(batches.slice(-2)).toEqual([[1], [2]]);
    expect(mapping.nextAt()).toBeUndefined();
  });

  it('of a part leave what came before behind', async () => {
    const { write, batches, clock, drain } = setup({}, (numbers) =>
      numbers.length > 1 ? partly(3) : succeeded(),
    );
    await write(1, 2, 3);
    clock.moveTo(START + 1000);
    await drain();
    expect(batches).toEqual([[1, 2, 3], [3]]);
  });

  it('are halved until the poisoned record stands alone, which is parked with its place in the stream', async () => {
    const { write, batches, parked, clock, drain } = setup(
      { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 },
      (numbers) => (numbers.includes(2) ? failed() : succeeded()),
    );
    await write(1, 2, 3);
    clock.moveTo(START + 1000);
    await drain();
    expect(batches).toEqual([[1, 2, 3], [1, 2], [1], [2], [2], [3]]);
    expect(parked()).toMatchObject([
      {
        requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
        DDBStreamBatchInfo: {
          startSequenceNumber: '2',
          endSequenceNumber: '2',
          batchSize: 1,
          shardId: 'shard-1',
          streamArn: 'arn:stream',
        },
      },
    ]);
  });

  it('that grow too old are parked', async () => {
    const { write, parked, clock, drain } = setup({ maximumRecordAgeSeconds: 60 }, () => failed());
    await write(1);
    clock.moveTo(START + 61_000);
    await drain();
    expect(parked()).toMatchObject([{ requestContext: { condition: 'RecordAgeExceeded' } }]);
  });

  it('that nothing limits end with the life of the record, a day', async () => {
    const { write, parked, clock, mapping, drain } = setup({}, () => failed());
    await write(1);
    clock.moveTo(START + 24 * 3_600_000 + 61_000);
    await drain();
    expect([mapping.nextAt(), parked()]).toEqual([undefined, []]);
  });

  it('wait through a restart with their attempts', async () => {
    const { write, again, clock } = setup({ maximumRetryAttempts: 1 }, () => failed());
    await write(1, 2);
    const restarted = again();
    expect(restarted.mapping.nextAt()).toBe(START + 1000);
    restarted.clock.moveTo(START + 1000);
    await restarted.write(3);
    expect(restarted.batches).toEqual([[1, 2], [3]]);
    expect(restarted.parked()).toHaveLength(1);
    expect(clock.now()).toBe(START);
  });

  it('named by an identifier that is not in the batch are of the whole batch', async () => {
    const { write, mapping } = setup({}, () => partly(77));
    await write(1, 2);
    expect(mapping.nextAt()).toBe(START + 1000);
  });
});
