import { describe, expect, it } from 'vitest';
import { AwsError, type Answer, type AwsService } from '../../../../infra/local/contract.ts';
import { Meter } from '../../../../infra/local/meter/meter.ts';
import type { TextCounts } from '../../../../infra/local/meter/texts.ts';
import { PassedAnswer, TableCall } from '../../../../infra/local/runtime/door-call.ts';
import { at } from '../a-cloud.ts';
import { FakeEngine, item } from './an-engine.ts';

const counted = (out: number, back: number): TextCounts => ({
  toCustomers: { texts: out, parts: 2 * out },
  fromCustomers: { texts: back, parts: back },
});
const answering = (content: object, status = 200): PassedAnswer =>
  new PassedAnswer({ status, headers: { 'x-amz-crc32': '1' }, body: Buffer.from(JSON.stringify(content)) });
const refusing = (code: string) =>
  answering({ Message: 'an attribute #pk', __type: `com.amazonaws.dynamodb.v20120810#${code}` }, 400);
const consumed = (units: number) => ({
  ConsumedCapacity: { TableName: 'visits', Table: { CapacityUnits: units } },
});

/** A meter before services that answer as told. */
function setup(answer: Answer = () => Promise.resolve({})) {
  const texts = { now: counted(0, 0) };
  const meter = new Meter(new FakeEngine(), () => texts.now);
  const asked = meter.middleware(answer);
  const call = (service: AwsService, action: string, input: unknown = {}) =>
    asked({ service, action, caller: 'f', input });
  const table = (action: string, input: object = {}, target = `DynamoDB_20120810.${action}`) =>
    asked(
      new TableCall({
        action,
        caller: 'f',
        session: 'f/1',
        headers: { 'x-amz-target': target },
        body: Buffer.from(JSON.stringify(input)),
      }),
    );
  return { meter, texts, call, table, usage: () => meter.read().functions['f'] };
}

describe('AWS calls', () => {
  it('are counted by service and action, events by entries', async () => {
    const { call, usage } = setup();
    await call('events', 'PutEvents', { Entries: [{}, {}, {}] });
    await call('sns', 'Publish');
    await call('sns', 'Publish');
    expect(usage()).toMatchObject({
      calls: { 'events:PutEvents': 1, 'sns:Publish': 2 },
      events: 3,
      refused: {},
    });
  });

  it('that are refused are counted as such too, and what was not taken is no event', async () => {
    const { call, usage } = setup(() => Promise.reject(new AwsError('ThrottledException', 'slower')));
    await expect(call('events', 'PutEvents', { Entries: [{}] })).rejects.toThrow('slower');
    expect(usage()).toMatchObject({
      calls: { 'events:PutEvents': 1 },
      refused: { 'events:PutEvents ThrottledException': 1 },
      events: 0,
    });
  });
});

describe('units', () => {
  it('are read units for what reads and write units for what writes, by table', async () => {
    const { table, usage } = setup(() => Promise.resolve(answering(consumed(1.5))));
    for (const action of ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
      await table(action);
    for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']) await table(action);
    expect(usage()?.units).toEqual({ visits: { read: 7.5, write: 6 } });
  });

  it('are told to whoever asked for them, and to nobody else', async () => {
    const { table } = setup(() => Promise.resolve(answering({ Count: 1, ...consumed(1) })));
    const told = async (input: object) => {
      const answer = await table('Query', input);
      if (!(answer instanceof PassedAnswer)) throw new Error('not an answer of the engine');
      const body: unknown = JSON.parse(answer.wire.body.toString());
      return { headers: answer.wire.headers, body };
    };
    expect(await told({})).toEqual({ headers: {}, body: { Count: 1 } });
    const asking = await told({ ReturnConsumedCapacity: 'TOTAL' });
    expect(at(asking, 'body', 'ConsumedCapacity', 'Table')).toEqual({ CapacityUnits: 1 });
  });

  it('a write that its condition refuses costs at least one, of no table; other refusals cost nothing', async () => {
    const codes = ['ConditionalCheckFailedException', 'ValidationException'];
    for (const code of codes) {
      const { table, usage } = setup(() => Promise.resolve(refusing(code)));
      await table('PutItem');
      expect(usage()).toMatchObject({
        refused: { [`dynamodb:PutItem ${code}`]: 1 },
        units: code === codes[0] ? { 'refused writes': { write: 1, read: 0 } } : {},
      });
    }
  });

  it('a transaction costs what AWS asks for its items, whatever the engine says', async () => {
    const input = { TransactItems: [{ Put: { TableName: 'visits', Item: item('a', { in: ['keys'] }) } }] };
    const { table, usage } = setup(() => Promise.resolve(answering({})));
    await table('TransactWriteItems', input);
    expect(usage()?.units).toEqual({
      visits: { write: 2, read: 0 },
      'visits/keys': { write: 1, read: 0 },
    });
  });

  it('a transaction that is refused for a condition costs its items without the indexes', async () => {
    const input = { TransactItems: [{ Put: { TableName: 'visits', Item: item('a', { in: ['keys'] }) } }] };
    const { table, usage } = setup(() => Promise.resolve(refusing('TransactionCanceledException')));
    await table('TransactWriteItems', input);
    expect(usage()).toMatchObject({
      units: { 'refused writes': { write: 2, read: 0 } },
      refused: { 'dynamodb:TransactWriteItems TransactionCanceledException': 1 },
    });
  });

  it('a transaction that the engine cannot read is the engine’s to refuse, and costs nothing', async () => {
    const { table, usage } = setup(() => Promise.resolve(refusing('ValidationException')));
    await table('TransactWriteItems', { TransactItems: 'all' });
    expect(usage()?.units).toEqual({});
  });

  it('reading a stream costs none', async () => {
    const { table, usage } = setup(() => Promise.resolve(answering({ Records: [] })));
    await table('GetRecords', {}, 'DynamoDBStreams_20120810.GetRecords');
    expect(usage()).toMatchObject({ calls: { 'dynamodb:GetRecords': 1 }, units: {} });
  });
});

describe('invocations', () => {
  const invoked = (payload: unknown, milliseconds = 10.2, memoryMegabytes = 512) => ({
    name: 'f',
    payload: JSON.stringify(payload),
    milliseconds,
    memoryMegabytes,
  });

  it('are billed by the millisecond, rounded up, and by their memory', () => {
    const { meter, usage } = setup();
    meter.invoked(invoked({}, 10.2));
    meter.invoked(invoked({}, 989, 1024));
    expect(usage()).toMatchObject({ invocations: 2, billedMilliseconds: 1000 });
    expect(usage()?.gigabyteSeconds).toBeCloseTo(0.0055 + 0.989, 10);
  });

  it('of the HTTP API are requests of it; messages of a queue were sent, received and deleted', () => {
    const { meter, usage } = setup();
    meter.invoked(invoked({ requestContext: { http: { method: 'GET' } } }));
    const message = { eventSource: 'aws:sqs' };
    meter.invoked(invoked({ Records: [message, message, message] }));
    meter.invoked(invoked({ Records: [{ eventSource: 'aws:dynamodb' }] }));
    meter.invoked(invoked({ Records: [] }));
    expect(usage()).toMatchObject({ invocations: 4, httpRequests: 1, queueRequests: 5 });
  });
});

describe('a reading', () => {
  it('adds all callers up, in one order, with the texts since the last reset and what it costs', async () => {
    const { meter, call, table, texts } = setup((asked) =>
      Promise.resolve(asked.service === 'dynamodb' ? answering(consumed(1)) : {}),
    );
    texts.now = counted(3, 1);
    await table('GetItem');
    await table('PutItem');
    await call('sns', 'Publish');
    meter.invoked({ name: 'a', payload: '{}', milliseconds: 5, memoryMegabytes: 128 });
    const { functions, total, texts: told, cost } = meter.read();
    expect(Object.keys(functions)).toEqual(['a', 'f']);
    expect(total).toMatchObject({ invocations: 1, calls: 3, readUnits: 1, writeUnits: 1 });
    expect(told).toEqual(counted(3, 1));
    expect(cost.texts).toBeGreaterThan(cost.withoutTexts);
  });

  it('is zero after a reset, and later use does not change one that was taken', async () => {
    const { meter, call, texts } = setup();
    texts.now = counted(3, 1);
    await call('sns', 'Publish');
    const before = meter.read();
    meter.reset();
    expect(meter.read()).toMatchObject({ functions: {}, total: { calls: 0 }, texts: counted(0, 0) });
    expect(meter.read().cost).toMatchObject({ withoutTexts: 0, texts: 0 });
    texts.now = counted(5, 1);
    await call('sns', 'Publish');
    expect(meter.read()).toMatchObject({ total: { calls: 1 }, texts: counted(2, 0) });
    expect(before).toMatchObject({ total: { calls: 1 }, texts: counted(3, 1) });
  });
});
