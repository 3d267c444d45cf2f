import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import type { CallFaultInput } from '../../../../infra/local/faults/plan.ts';
import { Door } from '../../../../infra/local/runtime/door.ts';
import { EngineConnection } from '../../../../infra/local/runtime/engine-connection.ts';
import { listening } from '../../../../infra/local/runtime/listening.ts';
import { struck } from './a-struck-cloud.ts';

const ending: (() => void)[] = [];
afterEach(() => ending.splice(0).forEach((end) => end()));

/** The SDK's clients at a door with one fault, before an engine that keeps what it is asked. */
async function clients(fault: CallFaultInput) {
  const written: string[] = [];
  const engine = createServer((request, response) => {
    void text(request).then((body) => {
      written.push(body);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  const connection = new EngineConnection(`http://127.0.0.1:${await listening(engine, 0)}`);
  const { faults } = struck({ calls: [fault] });
  const services = () => Promise.resolve({ MessageId: 'm', FailedEntryCount: 0, Entries: [] });
  const door = new Door(connection, services, { middlewares: [faults.middleware], streamArns: new Map() });
  const endpoint = await door.open();
  ending.push(() => door.close(), () => connection.close(), () => engine.close()); // prettier-ignore
  const credentials = { accessKeyId: 'f', secretAccessKey: 'x', sessionToken: 'f/1' };
  const config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 3 };
  const put = () =>
    new DynamoDBClient(config)
      .send(new PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' } } }))
      .then(({ $metadata }) => $metadata.attempts);
  return { config, put, written, struckBy: () => faults.report().struck };
}

it.each([
  ['throttled', 2, 1],
  ['timed out before', 2, 1],
  ['timed out after', 2, 3],
] as const)('%s for %s attempts: the SDK gets through with the third, after %s writes', async (...of) => {
  const [kind, times, writes] = of;
  const { put, written, struckBy } = await clients({ kind, times, nth: 1 });
  expect(await put()).toBe(3);
  expect(written).toHaveLength(writes);
  expect(struckBy()).toHaveLength(1);
  expect(await put()).toBe(1);
});

it('for three attempts, it gives up', async () => {
  const { put, written } = await clients({ kind: 'throttled', times: 3, nth: 1 });
  await expect(put()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { attempts: 3 } });
  expect(written).toEqual([]);
});

it('SNS and EventBridge are asked again too when they are throttled', async () => {
  const { config, struckBy } = await clients({ kind: 'throttled', rate: 1 });
  const published = await new SNSClient(config).send(new PublishCommand({ Message: 'x' }));
  const put = await new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [] }));
  expect([published, put].map(({ $metadata }) => $metadata.attempts)).toEqual([2, 2]);
  expect(struckBy()).toHaveLength(2);
});
