import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { AwsError, type Answer, type AwsCall } from '../../../infra/local/contract.ts';
import { TableCall, type DoorCall } from '../../../infra/local/runtime/door-call.ts';
import { Door, type Middleware } from '../../../infra/local/runtime/door.ts';
import { EngineConnection } from '../../../infra/local/runtime/engine-connection.ts';
import { listening } from '../../../infra/local/runtime/listening.ts';

const ending: (() => void)[] = [];
afterEach(() => ending.splice(0).forEach((end) => end()));

/** A door before an engine that answers every call with an empty object. */
async function setup(answer: Answer = () => Promise.resolve({}), middlewares: Middleware[] = []) {
  const passed: { request: IncomingMessage; body: string }[] = [];
  const engine = createServer((request, response) => {
    void text(request).then((body) => {
      passed.push({ request, body });
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(body.includes('engine-stream') ? body : '{}');
    });
  });
  const connection = new EngineConnection(`http://127.0.0.1:${await listening(engine, 0)}`);
  const calls: AwsCall[] = [];
  const answered: DoorCall[] = [];
  const services: Answer = (call) => {
    calls.push(call);
    return answer(call);
  };
  const door = new Door(connection, services, {
    middlewares,
    streamArns: new Map([['arn:stream', 'arn:engine-stream']]),
    answered: (call) => answered.push(call),
  });
  const endpoint = await door.open();
  ending.push(() => door.close(), () => connection.close(), () => engine.close()); // prettier-ignore
  const credentials = { accessKeyId: 'visits-ingest', secretAccessKey: 'x', sessionToken: 'visits-ingest/1' };
  return {
    door,
    endpoint,
    config: { endpoint, region: 'us-east-1', credentials, maxAttempts: 1 },
    calls,
    passed,
    answered,
  };
}

const called = ({ service, action, caller, input }: AwsCall) => ({ service, action, caller, input });

describe('what the SDK’s clients ask', () => {
  it('is understood, with who asks', async () => {
    const { config, calls } = await setup((call) =>
      Promise.resolve(
        call.service === 'lambda' ? { status: 'succeeded', result: { ok: 1 } } : { MessageId: 'm' },
      ),
    );
    await new SQSClient(config)
      .send(new SendMessageCommand({ QueueUrl: `${config.endpoint}/1/q`, MessageBody: 'hi' }))
      .catch(() => {});
    await new SNSClient(config).send(new PublishCommand({ PhoneNumber: '+12065550100', Message: '您好' }));
    await new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [{ Source: 's' }] }));
    await new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'x' }));
    const invoked = await new LambdaClient(config).send(
      new InvokeCommand({ FunctionName: 'arn:aws:lambda:us-east-1:1:function:f', Payload: '{"a":1}' }),
    );
    const caller = 'visits-ingest';
    expect(calls.map(called)).toEqual([
      {
        service: 'sqs',
        action: 'SendMessage',
        caller,
        input: { QueueUrl: `${config.endpoint}/1/q`, MessageBody: 'hi' },
      },
      { service: 'sns', action: 'Publish', caller, input: { PhoneNumber: '+12065550100', Message: '您好' } },
      { service: 'events', action: 'PutEvents', caller, input: { Entries: [{ Source: 's' }] } },
      { service: 'secretsmanager', action: 'GetSecretValue', caller, input: { SecretId: 'x' } },
      {
        service: 'lambda',
        action: 'Invoke',
        caller,
        input: { functionName: 'f', invocationType: 'RequestResponse', payload: { a: 1 } },
      },
    ]);
    expect(Buffer.from(invoked.Payload ?? []).toString()).toBe('{"ok":1}');
  });

  it('of tables passes on to the engine byte for byte, and writes are counted', async () => {
    const { config, door, passed, calls } = await setup();
    const client = new DynamoDBClient(config);
    await client.send(new PutItemCommand({ TableName: 't', Item: { pk: { S: '好' } } }));
    expect(door.writes()).toBe(1);
    await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
    expect(door.writes()).toBe(1);
    expect(passed.map(({ body }): unknown => JSON.parse(body))).toEqual([
      { TableName: 't', Item: { pk: { S: '好' } } },
      { TableName: 't', Key: { pk: { S: 'a' } } },
    ]);
    expect(calls).toEqual([]);
  });

  it('of streams reaches the engine under the engine’s name', async () => {
    const { endpoint, passed } = await setup();
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'DynamoDBStreams_20120810.DescribeStream',
        authorization: 'AWS4 Credential=operator/x',
      },
      body: '{"StreamArn":"arn:stream"}',
    });
    expect(passed[0]?.body).toBe('{"StreamArn":"arn:engine-stream"}');
    expect(await response.json()).toEqual({ StreamArn: 'arn:stream' });
  });
});

describe('the pipeline', () => {
  it('goes through every middleware, the first outermost, for tables too, which are parsed for whoever asks', async () => {
    const seen: unknown[] = [];
    const noting =
      (name: string): Middleware =>
      (next) =>
      async (call) => {
        seen.push([name, call.service, call.action, call instanceof TableCall && call.input]);
        return next(call);
      };
    const { config } = await setup(undefined, [noting('meter'), noting('faults')]);
    await new DynamoDBClient(config).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }));
    const input = { TableName: 't', Key: { pk: { S: 'a' } } };
    expect(seen).toEqual([
      ['meter', 'dynamodb', 'GetItem', input],
      ['faults', 'dynamodb', 'GetItem', input],
    ]);
  });

  it('can refuse in the words of any service', async () => {
    const refusing: Middleware = () => () => Promise.reject(new AwsError('ThrottlingException', 'slow down'));
    const { config } = await setup(undefined, [refusing]);
    const refused = { name: 'ThrottlingException', message: 'slow down' };
    await expect(
      new DynamoDBClient(config).send(new GetItemCommand({ TableName: 't', Key: {} })),
    ).rejects.toMatchObject(refused);
    await expect(
      new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [] })),
    ).rejects.toMatchObject(refused);
    await expect(new SNSClient(config).send(new PublishCommand({ Message: 'x' }))).rejects.toMatchObject(
      refused,
    );
    await expect(
      new LambdaClient(config).send(new InvokeCommand({ FunctionName: 'f' })),
    ).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('tells afterwards what it has answered', async () => {
    const { config, answered } = await setup();
    await new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [] }));
    expect(answered.map(({ caller, session }) => [caller, session])).toEqual([
      ['visits-ingest', 'visits-ingest/1'],
    ]);
  });
});

describe('what it does not know', () => {
  it('is named', async () => {
    const { endpoint } = await setup();
    const headers = { 'x-amz-target': 'Kinesis_20131202.PutRecord', authorization: 'AWS4 Credential=f/x' };
    const response = await fetch(endpoint, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: 'The one-machine cloud does not know Kinesis_20131202.PutRecord',
    });
  });

  it('is who calls without a signature', async () => {
    const { endpoint } = await setup();
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSEvents.PutEvents' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});

it('waits for a worker’s calls, and for no other’s', async () => {
  const held = Promise.withResolvers<object>();
  const { config, door } = await setup(() => held.promise);
  const asked = new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [] }));
  await expect
    .poll(() =>
      Promise.race([door.callsSettled('visits-ingest/1').then(() => 'settled'), Promise.resolve('waiting')]),
    )
    .toBe('waiting');
  await door.callsSettled('visits-ingest/2');
  held.resolve({});
  await asked;
  await door.callsSettled('visits-ingest/1');
});
