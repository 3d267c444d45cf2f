import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { md5OfAttributes } from '../../../infra/local/services/message-attributes.ts';
import { failedItems } from '../../../infra/local/services/queue-mapping.ts';
import {
  aCloud,
  at,
  DAY,
  failed,
  MINUTE,
  queue,
  queueArn,
  START,
  succeeded,
  type Invoked,
} from './a-cloud.ts';

const aText: unknown = expect.any(String);
const WORK = queueArn('work');
const DEAD = queueArn('dead');
const url = queue('work').url;
const bodies = (messages: { body: string }[]) => messages.map((message) => message.body);
const workQueues = (maxReceiveCount = 3) => [
  queue('work', { redrive: { deadLetterArn: DEAD, maxReceiveCount } }),
  queue('dead', { retentionSeconds: 14 * 86_400 }),
];

describe('a queue', () => {
  it('hides a message for its visibility timeout after each receive', () => {
    const { queues, clock } = aCloud({ queues: workQueues() });
    queues.send(WORK, 'a');
    const [first] = queues.receive(WORK, 10);
    expect(first).toMatchObject({ body: 'a', receiveCount: 1, sentAt: START, firstReceivedAt: START });
    expect(queues.receive(WORK, 10)).toEqual([]);
    expect(queues.nextAt(WORK)).toBe(START + 30_000);
    clock.moveTo(START + 29_999);
    expect(queues.receive(WORK, 10)).toEqual([]);
    clock.moveTo(START + 30_000);
    expect(queues.receive(WORK, 10)).toMatchObject([{ body: 'a', receiveCount: 2, firstReceivedAt: START }]);
  });

  it('deletes by the latest receipt only', () => {
    const { queues, clock } = aCloud({ queues: workQueues() });
    queues.send(WORK, 'a');
    const [first] = queues.receive(WORK, 1);
    clock.moveTo(START + MINUTE);
    const [second] = queues.receive(WORK, 1);
    queues.delete(WORK, first?.receiptHandle ?? '');
    expect(queues.counts(WORK)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    queues.delete(WORK, second?.receiptHandle ?? '');
    expect(queues.counts(WORK)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(() => queues.delete(WORK, 'nonsense')).toThrow('receipt handle');
  });

  it('delays by the message or else by the queue', () => {
    const { queues, clock } = aCloud({ queues: [queue('work', { delaySeconds: 10 })] });
    queues.send(WORK, 'as the queue says');
    queues.send(WORK, 'at once', { delaySeconds: 0 });
    queues.send(WORK, 'later', { delaySeconds: 20 });
    expect(queues.counts(WORK)).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
    clock.moveTo(START + 20_000);
    expect(bodies(queues.receive(WORK, 10))).toEqual(['at once', 'as the queue says', 'later']);
  });

  it('moves a message to the dead-letter queue when it would be received once too often', () => {
    const { queues, clock } = aCloud({ queues: workQueues(2) });
    queues.send(WORK, 'poison');
    const [sent] = queues.receive(WORK, 1);
    clock.moveTo(START + MINUTE);
    queues.receive(WORK, 1);
    clock.moveTo(START + 2 * MINUTE);
    queues.send(WORK, 'good');
    expect(bodies(queues.receive(WORK, 1))).toEqual(['good']);
    expect(queues.deadLetters()).toEqual([
      {
        queue: 'dead',
        messageId: sent?.messageId,
        body: 'poison',
        attributes: {},
        receiveCount: 2,
        sentAt: '2026-03-02T01:00:00.000Z',
        source: WORK,
      },
    ]);
  });

  it('forgets messages after the retention, counted from the first sending also among dead letters', () => {
    const { queues, clock } = aCloud({ queues: workQueues(1) });
    queues.send(WORK, 'poison');
    queues.receive(WORK, 1);
    clock.moveTo(START + 3 * DAY);
    queues.send(WORK, 'young');
    expect(bodies(queues.receive(WORK, 10))).toEqual(['young']);
    clock.moveTo(START + 8 * DAY);
    expect(queues.nextAt(WORK)).toBeUndefined();
    clock.moveTo(START + 14 * DAY - 1);
    expect(queues.deadLetters()).toHaveLength(1);
    clock.moveTo(START + 14 * DAY);
    expect(queues.deadLetters()).toEqual([]);
  });

  it('loses nothing and handles nothing twice among consumers that delete what they receive', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('send' as const), delay: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ do: fc.constant('receive' as const), most: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ do: fc.constant('turn' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { queues, clock } = aCloud({ queues: [queue('work')] });
        let sent = 0;
        const handled: string[] = [];
        const handle = (most: number) => {
          for (const message of queues.receive(WORK, most)) {
            handled.push(message.body);
            queues.delete(WORK, message.receiptHandle);
          }
        };
        for (const each of steps) {
          if (each.do === 'send') queues.send(WORK, String(sent++), { delaySeconds: each.delay });
          if (each.do === 'receive') handle(each.most);
          if (each.do === 'turn') clock.moveTo(clock.now() + each.seconds * 1000);
        }
        clock.moveTo(clock.now() + MINUTE);
        while (queues.nextAt(WORK) !== undefined) handle(10);
        expect(handled.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: sent }, (_, i) => i));
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

describe('the SQS API', () => {
  it('answers a batch entry by entry, with checksums', () => {
    const { queues } = aCloud({ queues: workQueues() });
    const answer = queues.call('SendMessageBatch', {
      QueueUrl: url,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: '' },
      ],
    });
    expect(answer).toEqual({
      Successful: [{ Id: 'a', MessageId: aText, MD5OfMessageBody: 'f97c5d29941bfb1b2fdab0874906ab82' }],
      Failed: [{ Id: 'b', Code: 'MissingParameter', Message: aText, SenderFault: true }],
    });
  });

  it('gives attributes only when asked, and a checksum of them', () => {
    const { queues } = aCloud({ queues: workQueues() });
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'x' } };
    queues.call('SendMessage', { QueueUrl: url, MessageBody: 'a', MessageAttributes });
    const [plain] = [queues.call('ReceiveMessage', { QueueUrl: url, VisibilityTimeout: 0 })];
    expect(at(plain, 'Messages', 0)).not.toHaveProperty('MessageAttributes');
    const asked = queues.call('ReceiveMessage', {
      QueueUrl: url,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      MessageAttributeNames: ['All'],
    });
    expect(at(asked, 'Messages', 0)).toMatchObject({
      Attributes: { ApproximateReceiveCount: '2' },
      MessageAttributes,
      MD5OfMessageAttributes: md5OfAttributes(MessageAttributes),
    });
    expect(queues.call('ReceiveMessage', { QueueUrl: url })).toEqual({});
  });

  it('changes the visibility of what is in flight only', () => {
    const { queues } = aCloud({ queues: workQueues() });
    queues.call('SendMessage', { QueueUrl: url, MessageBody: 'a' });
    const received = queues.call('ReceiveMessage', { QueueUrl: url });
    const change = {
      QueueUrl: url,
      ReceiptHandle: at(received, 'Messages', 0, 'ReceiptHandle'),
      VisibilityTimeout: 0,
    };
    queues.call('ChangeMessageVisibility', change);
    expect(queues.nextAt(WORK)).toBe(START);
    expect(() => queues.call('ChangeMessageVisibility', change)).toThrow('not in flight');
  });

  it('tells a queue’s attributes and URL', () => {
    const { queues } = aCloud({ queues: workQueues() });
    queues.send(WORK, 'a');
    expect(queues.call('GetQueueUrl', { QueueName: 'work' })).toEqual({ QueueUrl: url });
    const [dead, work] = [queue('dead').url, url];
    expect(queues.call('ListQueues', { QueueNamePrefix: 'wor' })).toEqual({ QueueUrls: [work] });
    expect(queues.call('ListQueues', { MaxResults: 1 })).toEqual({ QueueUrls: [dead], NextToken: 'dead' });
    expect(queues.call('ListQueues', { NextToken: 'dead' })).toEqual({ QueueUrls: [work] });
    const attributes = queues.call('GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
    expect(at(attributes, 'Attributes')).toMatchObject({
      QueueArn: WORK,
      ApproximateNumberOfMessages: '1',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD, maxReceiveCount: 3 }),
    });
  });

  it.each([
    ['SendMessage', { QueueUrl: 'http://x/none', MessageBody: 'a' }, 'QueueDoesNotExist'],
    ['SendMessage', { QueueUrl: url, MessageBody: 'a', DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['SendMessage', { QueueUrl: url, MessageBody: 'x'.repeat(1024 * 1024 + 1) }, 'InvalidParameterValue'],
    ['ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
    ['SendMessageBatch', { QueueUrl: url, Entries: [] }, 'EmptyBatchRequest'],
    [
      'SendMessageBatch',
      { QueueUrl: url, Entries: Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'a' })) },
      'TooManyEntriesInBatchRequest',
    ],
    [
      'DeleteMessageBatch',
      { QueueUrl: url, Entries: ['a', 'a'].map((Id) => ({ Id, ReceiptHandle: 'r' })) },
      'BatchEntryIdsNotDistinct',
    ],
    ['constructor', {}, 'UnknownOperationException'],
  ])('%s refuses what SQS refuses: case %#', (action, input, code) => {
    const { queues } = aCloud({ queues: workQueues() });
    expect(() => queues.call(action, input)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a queue’s function', () => {
  const mapping = { queueArn: WORK, functionName: 'worker', batchSize: 2, reportBatchItemFailures: true };
  const recordsOf = (invoked: Invoked) => {
    const records = at(invoked.payload, 'Records');
    return Array.isArray(records) ? records.map((record: unknown) => record) : [];
  };
  const answerFailing = (isFailing: (body: unknown) => boolean) => (invoked: Invoked) =>
    succeeded({
      batchItemFailures: recordsOf(invoked)
        .filter((record) => isFailing(at(record, 'body')))
        .map((record) => ({ itemIdentifier: at(record, 'messageId') })),
    });

  it('gets batches in the shape that Lambda gives them', async () => {
    const { queues, pump, invoked } = aCloud({ queues: workQueues(), mappings: [mapping] });
    const attributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const messageId = queues.send(WORK, 'a', { attributes });
    queues.send(WORK, 'b');
    queues.send(WORK, 'c');
    await pump.quiet();
    expect(invoked.map((each) => recordsOf(each).map((record) => at(record, 'body')))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
    expect(at(invoked[0]?.payload, 'Records', 0)).toEqual({
      messageId,
      receiptHandle: aText,
      body: 'a',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(START),
        SenderId: aText,
        ApproximateFirstReceiveTimestamp: String(START),
      },
      messageAttributes: {
        kind: { stringValue: 'x', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfMessageAttributes: aText,
      md5OfBody: '0cc175b9c0f1b6a831c399e269772661',
      eventSource: 'aws:sqs',
      eventSourceARN: WORK,
      awsRegion: 'eu-west-1',
    });
    expect(queues.nextAt(WORK)).toBeUndefined();
  });

  it('gets only the failed messages again, after the visibility timeout, and at last they are dead letters', async () => {
    const { queues, pump, invoked } = aCloud({
      queues: workQueues(3),
      mappings: [mapping],
      answer: answerFailing((body) => body === 'poison'),
    });
    queues.send(WORK, 'poison');
    queues.send(WORK, 'good');
    await pump.turnTo(START + DAY);
    expect(
      invoked.map((each) => [each.at - START, recordsOf(each).map((record) => at(record, 'body'))]),
    ).toEqual([
      [0, ['poison', 'good']],
      [30_000, ['poison']],
      [60_000, ['poison']],
    ]);
    expect(queues.deadLetters()).toMatchObject([{ body: 'poison', receiveCount: 3, source: WORK }]);
  });

  it('gets the whole batch again when it throws', async () => {
    const { queues, pump, invoked } = aCloud({
      queues: workQueues(2),
      mappings: [mapping],
      answer: () => failed(),
    });
    queues.send(WORK, 'a');
    queues.send(WORK, 'b');
    await pump.turnTo(START + DAY);
    expect(invoked.map((each) => recordsOf(each).length)).toEqual([2, 2]);
    expect(bodies(queues.deadLetters())).toEqual(['a', 'b']);
  });

  it('is not asked for failures unless the template says so', async () => {
    const { queues, pump } = aCloud({
      queues: workQueues(),
      mappings: [{ ...mapping, reportBatchItemFailures: false }],
      answer: answerFailing(() => true),
    });
    queues.send(WORK, 'a');
    await pump.quiet();
    expect(queues.nextAt(WORK)).toBeUndefined();
  });

  it('of a dead-letter queue gets its messages in the same turn', async () => {
    const { queues, pump, invoked } = aCloud({
      queues: workQueues(1),
      mappings: [{ ...mapping, queueArn: DEAD, functionName: 'undertaker' }, mapping],
      answer: ({ functionName }) => (functionName === 'worker' ? failed() : succeeded()),
    });
    queues.send(WORK, 'poison');
    await pump.turnTo(START + 30_000);
    expect(invoked.map((each) => each.functionName)).toEqual(['worker', 'undertaker']);
    expect(queues.deadLetters()).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', null, []],
    ['an empty object', {}, []],
    ['an empty list', { batchItemFailures: [] }, []],
    ['no list', { batchItemFailures: null }, []],
    ['one of two', { batchItemFailures: [{ itemIdentifier: 'a' }] }, ['a']],
    ['the same twice', { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'a' }] }, ['a']],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, ['a', 'b']],
    ['a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }, ['a', 'b']],
    ['a misspelt key', { batchItemFailures: [{ itemId: 'a' }] }, ['a', 'b']],
    ['somebody else’s identifier', { batchItemFailures: [{ itemIdentifier: 'x' }] }, ['a', 'b']],
    ['a text', 'done', ['a', 'b']],
  ])('that answers %s', (_, answer, expected) => {
    expect([...failedItems(['a', 'b'], answer)]).toEqual(expected);
  });
});
