import { describe, expect, it } from 'vitest';
import { aCloud, at, functionArn, queue, queueArn, START, topicArn } from './a-cloud.ts';

const aText: unknown = expect.any(String);
const aCertificate: unknown = expect.stringMatching(/^https:\/\/sns\.eu-west-1\.amazonaws\.com\/.*\.pem$/);
const NEWS = topicArn('news');
const INBOUND = topicArn('inbound');
const WORK = queueArn('work');
const PHONE = '+8613800138000';
const cloud = () => {
  const all = aCloud({ queues: [queue('work'), queue('dead')] });
  all.topics.define(NEWS);
  return all;
};

describe('a topic', () => {
  it('wraps what it sends to a queue as SNS does', () => {
    const { topics, queues } = cloud();
    topics.subscribe({ topicArn: NEWS, protocol: 'sqs', endpointArn: WORK });
    const attributes = { kind: { DataType: 'String', StringValue: 'x' } };
    const MessageId = topics.publish({ topicArn: NEWS, message: '{"a":1}', subject: 'hello', attributes });
    const [message] = queues.receive(WORK, 1);
    expect(JSON.parse(message?.body ?? '')).toEqual({
      Type: 'Notification',
      MessageId,
      TopicArn: NEWS,
      Subject: 'hello',
      Message: '{"a":1}',
      Timestamp: '2026-03-02T01:00:00.000Z',
      SignatureVersion: '1',
      Signature: aText,
      SigningCertURL: aCertificate,
      UnsubscribeURL: aText,
      MessageAttributes: { kind: { Type: 'String', Value: 'x' } },
    });
    expect(message?.attributes).toEqual({});
  });

  it('delivers raw where asked', () => {
    const { topics, queues } = cloud();
    topics.subscribe({ topicArn: NEWS, protocol: 'sqs', endpointArn: WORK, rawMessageDelivery: true });
    const attributes = { kind: { DataType: 'String', StringValue: 'x' } };
    topics.publish({ topicArn: NEWS, message: 'plain', attributes });
    expect(queues.receive(WORK, 1)).toMatchObject([{ body: 'plain', attributes }]);
  });

  it('invokes a function with the other spelling of the URLs', async () => {
    const { topics, pump, invoked } = cloud();
    const arn = topics.subscribe({ topicArn: NEWS, protocol: 'lambda', endpointArn: functionArn('hear') });
    topics.publish({ topicArn: NEWS, message: 'hi' });
    await pump.quiet();
    expect(invoked.map(({ functionName }) => functionName)).toEqual(['hear']);
    const record = at(invoked[0]?.payload, 'Records', 0);
    expect(record).toMatchObject({ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn });
    expect(at(record, 'Sns')).toMatchObject({
      Message: 'hi',
      Subject: null,
      SigningCertUrl: aText,
      UnsubscribeUrl: aText,
      MessageAttributes: {},
    });
  });

  it('filters by attributes or by the message', () => {
    const { topics, queues } = cloud();
    const filterPolicy = { kind: ['a', { prefix: 'b' }] };
    topics.subscribe({ topicArn: NEWS, protocol: 'sqs', endpointArn: WORK, filterPolicy });
    const bodyFilter = {
      filterPolicy: { n: [{ numeric: ['>', 1] }] },
      filterPolicyScope: 'MessageBody' as const,
    };
    topics.subscribe({ topicArn: NEWS, protocol: 'sqs', endpointArn: queueArn('dead'), ...bodyFilter });
    for (const [message, StringValue] of [
      ['{"n":1}', 'a'],
      ['{"n":2}', 'c'],
      ['{"n":3}', 'bc'],
      ['no json', 'd'],
    ] as const) {
      topics.publish({ topicArn: NEWS, message, attributes: { kind: { DataType: 'String', StringValue } } });
    }
    const got = (arn: string) => queues.receive(arn, 10).map(({ body }) => at(JSON.parse(body), 'Message'));
    expect(got(WORK)).toEqual(['{"n":1}', '{"n":3}']);
    expect(got(queueArn('dead'))).toEqual(['{"n":2}', '{"n":3}']);
  });

  it('leaves what an endpoint refuses in the subscription’s dead-letter queue', () => {
    const { topics, queues } = cloud();
    const deadLetterArn = queueArn('dead');
    topics.subscribe({ topicArn: NEWS, protocol: 'sqs', endpointArn: queueArn('gone'), deadLetterArn });
    topics.publish({ topicArn: NEWS, message: 'hi' });
    expect(at(JSON.parse(queues.deadLetters()[0]?.body ?? '{}'), 'Message')).toBe('hi');
  });

  it.each([
    [{ TopicArn: topicArn('none'), Message: 'a' }, 'NotFound'],
    [{ TopicArn: NEWS, Message: '' }, 'InvalidParameter'],
    [{ TopicArn: NEWS, Message: 'x'.repeat(256 * 1024 + 1) }, 'InvalidParameter'],
    [{ Message: 'a' }, 'InvalidParameter'],
    [{ TopicArn: NEWS, PhoneNumber: PHONE, Message: 'a' }, 'InvalidParameter'],
    [{ PhoneNumber: '13800138000', Message: 'a' }, 'InvalidParameter'],
    [{ PhoneNumber: PHONE, Message: 'x'.repeat(1601) }, 'InvalidParameter'],
  ])('Publish refuses what SNS refuses: case %#', (input, code) => {
    expect(() => cloud().topics.call('Publish', input)).toThrow(expect.objectContaining({ code }));
  });

  it('publishes batches entry by entry', () => {
    const { topics } = cloud();
    const answer = topics.call('PublishBatch', {
      TopicArn: NEWS,
      PublishBatchRequestEntries: [
        { Id: 'a', Message: 'one' },
        { Id: 'b', Message: '' },
      ],
    });
    expect(answer).toMatchObject({
      Successful: [{ Id: 'a', MessageId: aText }],
      Failed: [{ Id: 'b', Code: 'InvalidParameter' }],
    });
  });
});

describe('the phones', () => {
  it('show texts of both directions with their parts', () => {
    const { topics, phones, clock } = cloud();
    topics.call('Publish', { PhoneNumber: PHONE, Message: '您好'.repeat(36) });
    clock.moveTo(START + 1000);
    phones.reply(PHONE, '5');
    expect(phones.messages(PHONE)).toEqual([
      { direction: 'to-customer', text: '您好'.repeat(36), at: '2026-03-02T01:00:00.000Z', parts: 2 },
      { direction: 'from-customer', text: '5', at: '2026-03-02T01:00:01.000Z', parts: 1 },
    ]);
    phones.deliver('+12025550123', 'hello');
    expect(phones.list().map(({ phone, messages, last }) => [phone, messages, last.text])).toEqual([
      ['+12025550123', 1, 'hello'],
      [PHONE, 2, '5'],
    ]);
    expect(phones.messages('+12025550199')).toEqual([]);
  });

  it('publish an answer as two-way texting does, naming the last text to that phone', () => {
    const { topics, phones, queues } = cloud();
    topics.subscribe({ topicArn: INBOUND, protocol: 'sqs', endpointArn: WORK });
    phones.reply(PHONE, 'unasked');
    phones.deliver(PHONE, 'first');
    const second = phones.deliver(PHONE, 'second');
    phones.deliver('+12025550123', 'somebody else');
    phones.reply(PHONE, '很满意');
    const inbound = queues
      .receive(WORK, 10)
      .map(({ body }): unknown => JSON.parse(String(at(JSON.parse(body), 'Message'))));
    expect(inbound[0]).not.toHaveProperty('previousPublishedMessageId');
    expect(inbound[1]).toEqual({
      originationNumber: PHONE,
      destinationNumber: '+12125550101',
      messageKeyword: 'KEYWORD_123456789012',
      messageBody: '很满意',
      inboundMessageId: aText,
      previousPublishedMessageId: second,
    });
  });
});
