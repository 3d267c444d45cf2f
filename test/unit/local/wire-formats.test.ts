import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { NotFoundException, PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../infra/local/contract.ts';
import {
  jsonAnswer,
  jsonError,
  jsonInput,
  jsonTarget,
  type WireAnswer,
} from '../../../infra/local/services/aws-json.ts';
import { queryAnswer, queryCall, queryError } from '../../../infra/local/services/aws-query.ts';
import { aCloud, at, BUS, queue, queueArn, START, topicArn } from './a-cloud.ts';

/** The SDK's own clients against the services behind the wire formats. */
const cloud = aCloud({ queues: [queue('work')] });
cloud.topics.define(topicArn('news'));
cloud.topics.subscribe({ topicArn: topicArn('news'), protocol: 'sqs', endpointArn: queueArn('work') });

const server = createServer((request, response) => {
  void text(request).then((body) => {
    const { status, headers, body: answered } = answer(request, body);
    response.writeHead(status, headers).end(answered);
  });
});
const settings = {
  endpoint: '',
  region: 'eu-west-1',
  credentials: { accessKeyId: 'tester', secretAccessKey: 'x' },
  maxAttempts: 1,
};

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  settings.endpoint = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function answer(request: IncomingMessage, body: string): WireAnswer {
  const target = jsonTarget(String(request.headers['x-amz-target'] ?? ''));
  if (target !== undefined) {
    const service = target.service === 'sqs' ? cloud.queues : cloud.bus;
    return caught(
      () => jsonAnswer(target, 'request', service.call(target.action, jsonInput(body))),
      (error) => jsonError(target, 'request', error),
    );
  }
  return caught(
    () => {
      const { action, input } = queryCall(body);
      return queryAnswer(action, 'request', cloud.topics.call(action, input));
    },
    (error) => queryError('request', error),
  );
}

function caught(work: () => WireAnswer, refused: (error: AwsError) => WireAnswer): WireAnswer {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError) return refused(error);
    throw error;
  }
}

describe('the SDK’s client of', () => {
  it('SQS sends, receives with checksums and knows the errors', async () => {
    const sqs = new SQSClient(settings);
    const QueueUrl = queue('work').url;
    const MessageAttributes = { kind: { DataType: 'String', StringValue: '类' } };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '你好 <&>', MessageAttributes }));
    const batch = new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'two' }] });
    expect((await sqs.send(batch)).Successful).toHaveLength(1);
    const received = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    expect(received.Messages?.map(({ Body }) => Body)).toEqual(['你好 <&>', 'two']);
    expect(received.Messages?.[0]).toMatchObject({
      Attributes: { SentTimestamp: String(START) },
      MessageAttributes,
    });
    const nowhere = sqs.send(
      new SendMessageCommand({ QueueUrl: 'http://localhost/1/none', MessageBody: 'a' }),
    );
    await expect(nowhere).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it('EventBridge puts events, with times and errors per entry', async () => {
    const events = new EventBridgeClient(settings);
    const entry = { EventBusName: BUS.name, Source: 'shop', DetailType: 'sold', Detail: '{}' };
    const { FailedEntryCount, Entries } = await events.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Time: new Date(START - 5000) },
          { ...entry, Detail: '{' },
        ],
      }),
    );
    expect({ FailedEntryCount, code: Entries?.[1]?.ErrorCode }).toEqual({
      FailedEntryCount: 1,
      code: 'MalformedDetail',
    });
    expect(cloud.bus.events(1)[0]?.event).toMatchObject({
      id: Entries?.[0]?.EventId,
      time: '2026-03-02T00:59:55Z',
    });
    const refused = events.send(new PutEventsCommand({ Entries: [] }));
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('SNS publishes to topics and phones, with attributes, batches and errors', async () => {
    const sns = new SNSClient(settings);
    const sent = await sns.send(
      new PublishCommand({
        PhoneNumber: '+12025550123',
        Message: 'a & b <c> é 你',
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      }),
    );
    expect(sent.MessageId).toMatch(/^[\da-f-]{36}$/);
    expect(cloud.phones.messages('+12025550123').map((each) => each.text)).toEqual(['a & b <c> é 你']);

    const MessageAttributes = { kind: { DataType: 'Number', StringValue: '1' } };
    await sns.send(new PublishCommand({ TopicArn: topicArn('news'), Message: 'hi', MessageAttributes }));
    const [message] = cloud.queues.receive(queueArn('work'), 1);
    expect(at(JSON.parse(message?.body ?? ''), 'MessageAttributes')).toEqual({
      kind: { Type: 'Number', Value: '1' },
    });

    const entries = ['a', 'b'].map((Id) => ({ Id, Message: Id === 'a' ? 'x' : '' }));
    const batch = new PublishBatchCommand({
      TopicArn: topicArn('news'),
      PublishBatchRequestEntries: entries,
    });
    const { Successful, Failed } = await sns.send(batch);
    expect([Successful?.map(({ Id }) => Id), Failed?.map(({ Id }) => Id)]).toEqual([['a'], ['b']]);

    const nowhere = sns.send(new PublishCommand({ TopicArn: topicArn('none'), Message: 'hi' }));
    await expect(nowhere).rejects.toBeInstanceOf(NotFoundException);
  });
});
