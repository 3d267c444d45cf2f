import { DynamoDBClient, PutItemCommand, QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, DescribeStreamCommand } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud } from '../../infra/local/cloud.ts';
import { synthesizeToy } from './toy/app.ts';

const START = Date.parse('2026-03-02T01:00:00Z');
const scratch = mkdtempSync(join(tmpdir(), 'toy-'));
let assembly = '';
/** One for all tests but those that end one: each has its own phone, things and stretch of time. */
let cloud: Cloud;
beforeAll(async () => {
  assembly = await synthesizeToy(scratch);
  cloud = await startToy();
});
afterAll(async () => {
  await cloud.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

function startToy(directory?: string): Promise<Cloud> {
  return startCloud({
    assembly,
    directory,
    port: 0,
    start: START,
    fixtures: {
      staff: () => Promise.resolve([{ staffId: 'li' }]),
      webhookSecret: (dealer) => Promise.resolve(dealer === 'south' ? 'whsec_x' : undefined),
    },
  });
}

let phones = 0;
const newPhone = () => `+86138001380${10 + phones++}`;

/** Status and JSON body (or the text itself) of one request. */
async function ask(url: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())), text);
  return { status: response.status, body: parsed.success ? parsed.output : text };
}

const turn = (of: Pick<Cloud, 'url'>, advance: string) => ask(`${of.url}/local/clock`, { advance });
const textsOf = (of: Pick<Cloud, 'url'>, phone: string) =>
  ask(`${of.url}/local/phones/${encodeURIComponent(phone)}`);
const texted = (...texts: string[]) => ({
  status: 200,
  body: { messages: texts.map((text): unknown => expect.objectContaining({ text })) },
});

describe('one thread through every service', () => {
  it('HTTP → table → stream → bus → queue → text → reply → topic → queue → table', async () => {
    const phone = newPhone();
    expect(await ask(`${cloud.url}/v1/things`, { id: 'a', phone })).toMatchObject({ status: 202 });
    expect(await textsOf(cloud, phone)).toEqual(texted('您好 thing#a'));
    expect(await ask(`${cloud.url}/local/phones/${phone}`, { text: '好' })).toEqual(
      texted('您好 thing#a', '好'),
    );
    expect(await ask(`${cloud.url}/v1/things/${phone}?sk=reply`)).toMatchObject({
      body: { words: { S: '好' } },
    });
    const { body } = await ask(`${cloud.url}/local/events`);
    const { items, next } = v.parse(v.object({ items: v.array(v.unknown()), next: v.string() }), body);
    const made: unknown = expect.objectContaining({ 'detail-type': 'ThingMade' });
    expect(items).toContainEqual(made);
    const later = await ask(`${cloud.url}/local/events?after=${next}`);
    expect(later).toMatchObject({ body: { items: [], next } });
  });

  it('is open to operators, whose calls set the rest going too', async () => {
    const config = {
      endpoint: cloud.doorUrl,
      region: 'us-east-1',
      credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
    };
    const [bus] = cloud.template.ofType('AWS::Events::EventBus');
    const phone = newPhone();
    const Detail = JSON.stringify({ id: 'b', phone });
    const entry = { EventBusName: bus?.ref, Source: 'toy', DetailType: 'ThingMade', Detail };
    await new EventBridgeClient(config).send(new PutEventsCommand({ Entries: [entry] }));
    await expect.poll(async () => (await textsOf(cloud, phone)).body).toEqual(texted('您好 b').body);

    const named = (part: string) =>
      cloud.template.ofType('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith(part))?.ref;
    const lambda = new LambdaClient(config);
    await lambda.send(
      new InvokeCommand({ FunctionName: named('tick'), InvocationType: 'Event', Payload: '{"time":"now"}' }),
    );
    await cloud.quiet();
    const wrong = await lambda.send(new InvokeCommand({ FunctionName: named('relay'), Payload: '{}' }));
    expect(wrong.FunctionError).toBe('Unhandled');
    await expect(lambda.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    expect(await ask(`${cloud.url}/v1/things/ticks?sk=ticks`)).toMatchObject({
      body: { last: { S: 'now' } },
    });
    const [table] = cloud.template.ofType('AWS::DynamoDB::Table');
    const StreamArn = table?.attributes['StreamArn'];
    const stream = await new DynamoDBStreamsClient(config).send(new DescribeStreamCommand({ StreamArn }));
    expect(stream.StreamDescription?.StreamArn).toBe(StreamArn);
  });
});

describe('the clock', () => {
  it('fires schedules in their order when it is turned, and every function sees its time', async () => {
    const ticks = async () => {
      const { body } = await ask(`${cloud.url}/v1/things/ticks?sk=ticks`);
      const schema = v.object({ count: v.object({ N: v.string() }), last: v.unknown(), seen: v.unknown() });
      const { count, ...rest } = v.parse(schema, body);
      return { count: Number(count.N), ...rest };
    };
    await turn(cloud, 'PT15M');
    const { count } = await ticks();
    await turn(cloud, 'P1D');
    const now = Math.floor(cloud.now() / 900_000) * 900_000;
    const time = new Date(now).toISOString();
    expect(await ticks()).toEqual({
      count: count + 96,
      last: { S: time.replace('.000', '') },
      seen: { S: time },
    });
    expect(await turn(cloud, '-P1D')).toMatchObject({
      status: 409,
      body: { title: 'The clock goes forward only' },
    });
  });

  it('brings what nobody could handle to the dead letters', async () => {
    const phone = newPhone();
    await ask(`${cloud.url}/v1/things`, { id: 'good', phone });
    await ask(`${cloud.url}/v1/things`, { id: 'bad', note: 'poison' });
    await ask(`${cloud.url}/v1/things`, { id: 'ugly', note: 'fail' });
    await turn(cloud, 'PT10M');
    const { body } = await ask(`${cloud.url}/local/dead-letters`);
    const items = v.parse(
      v.object({ items: v.array(v.object({ queue: v.string(), body: v.string() })) }),
      body,
    ).items;
    expect(items.map(({ queue }) => queue.replace(/-\w+$/, ''))).toEqual([
      'Toy-DeadB2807C34',
      'Toy-Parked6D7C062F',
    ]);
    expect(items[0]?.body).toContain('thing#ugly');
    const startSequenceNumber: unknown = expect.stringMatching(/^\d{21}$/);
    expect(JSON.parse(items[1]?.body ?? '')).toMatchObject({
      DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber },
    });
    expect(await textsOf(cloud, phone)).toEqual(texted('您好 thing#good'));
  });
});

describe('the gateway', () => {
  it('lets only who holds a token in where the template asks for one, until it expires', async () => {
    const me = (token: string) => ask(`${cloud.url}/v1/me`, undefined, { authorization: `Bearer ${token}` });
    const { body } = await ask(`${cloud.url}/local/tokens`, { staffId: 'li', expiresIn: 'PT1H' });
    const { accessToken } = v.parse(v.object({ accessToken: v.string() }), body);
    expect(await me(accessToken)).toMatchObject({ status: 200, body: { sub: 'li', token_use: 'access' } });
    const refused = { status: 401, body: { message: 'Unauthorized' } };
    expect(await ask(`${cloud.url}/v1/me`)).toEqual(refused);
    expect(await me('nonsense')).toEqual(refused);
    await turn(cloud, 'PT1H');
    expect(await me(accessToken)).toEqual(refused);
    expect(await ask(`${cloud.url}/local/tokens`, { staffId: 'nobody' })).toMatchObject({ status: 404 });
  });

  it('answers as AWS does when a function fails, ends, hangs, or gets more than it can take', async () => {
    const failed = { status: 500, body: { message: 'Internal Server Error' } };
    for (const path of ['throw', 'exit', 'slow'])
      expect(await ask(`${cloud.url}/v1/${path}`)).toEqual(failed);
    expect(await ask(`${cloud.url}/v1/echo`, 'x'.repeat(10 * 1024 * 1024 + 1))).toEqual({
      status: 413,
      body: { message: 'Request Entity Too Large' },
    });
    expect(await ask(`${cloud.url}/v1/secret`)).toMatchObject({
      status: 200,
      body: cloud.secretValue('Secret'),
    });
    expect(await ask(`${cloud.url}/elsewhere`)).toMatchObject({
      status: 404,
      body: { title: 'no such route' },
    });
    const { body } = await ask(`${cloud.url}/local/logs`);
    expect(JSON.stringify(body)).toContain('Task timed out after 2.00 seconds');
  });
});

describe('the local endpoints', () => {
  it('say what to do instead', async () => {
    expect(await ask(`${cloud.url}/local/nothing`)).toMatchObject({
      status: 404,
      body: { title: 'No such endpoint' },
    });
    expect(await ask(`${cloud.url}/local/tokens`)).toMatchObject({
      status: 405,
      body: { detail: 'Use POST.' },
    });
    expect(await ask(`${cloud.url}/local/clock`, 'not json')).toMatchObject({
      status: 400,
      body: { title: 'Not JSON' },
    });
    expect(await ask(`${cloud.url}/local/phones/123`)).toMatchObject({
      status: 400,
      body: { title: 'Not a phone number' },
    });
    expect(await ask(`${cloud.url}/local/phones/${newPhone()}`, { text: ' ' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/text' }] },
    });
    expect(await ask(`${cloud.url}/local/webhook-secrets/south`)).toEqual({
      status: 200,
      body: { secret: 'whsec_x' },
    });
    expect(await ask(`${cloud.url}/local/webhook-secrets/north`)).toMatchObject({ status: 404 });
    expect(await ask(`${cloud.url}/local/events?limit=0`)).toMatchObject({ status: 400 });
  });

  it('tell whoever listens what has changed', async () => {
    const response = await fetch(`${cloud.url}/local/changes`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let heard = '';
    void (async () => {
      for await (const chunk of response.body ?? []) heard += Buffer.from(chunk).toString();
    })().catch(() => {});
    await ask(`${cloud.url}/v1/things`, { id: 'heard', phone: newPhone() });
    await turn(cloud, 'PT1S');
    for (const kind of ['clock', 'events', 'phones'])
      await expect.poll(() => heard).toContain(`event: ${kind}\n`);
    expect(heard).not.toContain('dead-letters');
  });
});

/** An operator's own client for the toy's table. */
function operatorsTable() {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'x' };
  const client = new DynamoDBClient({ endpoint: cloud.doorUrl, region: 'us-east-1', credentials });
  const TableName = cloud.template.ofType('AWS::DynamoDB::Table')[0]?.ref;
  const put = (more: Record<string, AttributeValue>) =>
    client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'metered' }, sk: { S: 'a' }, ...more } }));
  const find = (kind: string) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'by-kind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: kind } },
      }),
    );
  const collection = (pk: string, ConsistentRead: boolean) =>
    client.send(
      new QueryCommand({
        TableName,
        ConsistentRead,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
      }),
    );
  return { put, find, collection, name: TableName ?? '' };
}

const usageSchema = v.looseObject({
  units: v.record(v.string(), v.object({ write: v.number(), read: v.number() })),
});
const readingSchema = v.looseObject({
  functions: v.record(v.string(), usageSchema),
  total: v.record(v.string(), v.number()),
  texts: v.object({
    toCustomers: v.object({ texts: v.number(), parts: v.number() }),
    fromCustomers: v.object({ texts: v.number(), parts: v.number() }),
  }),
  cost: v.looseObject({ withoutTexts: v.number(), texts: v.number() }),
});

async function metered(method: 'GET' | 'DELETE' = 'GET') {
  const response = await fetch(`${cloud.url}/local/meter`, { method });
  return v.parse(readingSchema, await response.json());
}

describe('the meter', () => {
  it('bills writes by what changes in the table and its index, and reads by how they are made', async () => {
    const table = operatorsTable();
    const cost = async (act: () => Promise<unknown>) => {
      await metered('DELETE');
      await act();
      const { write = 0, read = 0 } = (await metered()).functions['operator']?.units[table.name] ?? {};
      const index = (await metered()).functions['operator']?.units[`${table.name}/by-kind`];
      return [write + read, (index?.write ?? 0) + (index?.read ?? 0)];
    };
    const kind = { S: 'one' };
    const large = { S: 'x'.repeat(3000) };
    expect(await cost(() => table.put({ kind }))).toEqual([1, 1]);
    expect(await cost(() => table.put({ kind }))).toEqual([1, 0]);
    expect(await cost(() => table.put({ kind, words: large }))).toEqual([3, 3]);
    expect(await cost(() => table.put({ kind: { S: 'two' } }))).toEqual([3, 4]);
    expect(await cost(() => table.put({}))).toEqual([1, 1]);
    expect(await cost(() => table.collection('metered', false))).toEqual([0.5, 0]);
    expect(await cost(() => table.collection('metered', true))).toEqual([1, 0]);
    expect(await cost(() => table.collection('nobody', true))).toEqual([1, 0]);
    expect(await cost(() => table.collection('nobody', false))).toEqual([0.5, 0]);
    expect(await cost(() => table.find('nothing'))).toEqual([0, 0.5]);
  });

  it('tells what one thread through every service has used and cost, from zero on', async () => {
    expect(await metered('DELETE')).toMatchObject({
      functions: {},
      total: { invocations: 0, calls: 0, events: 0, writeUnits: 0 },
      cost: { withoutTexts: 0, texts: 0 },
    });
    const phone = newPhone();
    await ask(`${cloud.url}/v1/things`, { id: 'metered', phone });
    await ask(`${cloud.url}/local/phones/${phone}`, { text: '好' });
    const { functions, total, texts, cost } = await metered();
    const of = (part: string) =>
      functions[
        cloud.template.ofType('AWS::Lambda::Function').find(({ logicalId }) => logicalId.startsWith(part))
          ?.ref ?? ''
      ];
    expect(of('things')).toMatchObject({ invocations: 1, httpRequests: 1, calls: { 'dynamodb:PutItem': 1 } });
    expect(of('relay')).toMatchObject({ invocations: 1, events: 1, queueRequests: 0 });
    expect(of('text')).toMatchObject({ invocations: 1, queueRequests: 3, calls: { 'sns:Publish': 1 } });
    expect(of('listen')).toMatchObject({ invocations: 1, queueRequests: 3 });
    expect(total).toMatchObject({ invocations: 4, events: 1, httpRequests: 1, queueRequests: 6, calls: 4 });
    // A thing is in the table and its index, a reply only in the table.
    expect(total).toMatchObject({ writeUnits: 3, readUnits: 0 });
    expect(texts).toEqual({
      toCustomers: { texts: 1, parts: 1 },
      fromCustomers: { texts: 1, parts: 1 },
    });
    expect(cost.withoutTexts).toBeGreaterThan(0);
    expect(cost.texts).toBeGreaterThan(cost.withoutTexts);
  });
});

describe('faults', () => {
  const faults = async (method: 'PUT' | 'DELETE', plan?: object) => {
    const response = await fetch(`${cloud.url}/local/faults`, {
      method,
      ...(plan && { body: JSON.stringify(plan) }),
    });
    return { status: response.status, body: await response.json() };
  };

  it('are refused in words where the plan could not strike', async () => {
    expect(await faults('PUT', { calls: [{ kind: 'slow', nth: 1 }], outage: [] })).toMatchObject({
      status: 400,
      body: {
        title: 'Unreadable request',
        errors: [{ pointer: '/calls/0/kind' }, { pointer: '/outage' }],
      },
    });
  });

  it('strike functions as planned, and never operators, until the plan is taken away', async () => {
    const throttled = { kind: 'throttled', action: 'PutItem', rate: 1, times: 3 };
    expect(await faults('PUT', { calls: [throttled] })).toMatchObject({ status: 200, body: { struck: [] } });
    expect(await ask(`${cloud.url}/v1/things`, { id: 'struck', phone: newPhone() })).toMatchObject({
      status: 500,
    });
    await operatorsTable().put({});
    const { body } = await ask(`${cloud.url}/local/faults`);
    expect(body).toMatchObject({ struck: [{ action: 'PutItem', kind: 'throttled', nth: 1 }] });
    expect(await faults('DELETE')).toMatchObject({ status: 200, body: { struck: [] } });
    expect(await ask(`${cloud.url}/v1/things`, { id: 'spared', phone: newPhone() })).toMatchObject({
      status: 202,
    });
  });
});

describe('the same run twice', () => {
  it('gives the same history, whatever the machine has to do besides', async () => {
    const histories = await Promise.all([played(), played()]);
    expect(histories[0]).toEqual(histories[1]);
    expect(histories[0]).toHaveLength(5);
  });

  async function played(): Promise<unknown[]> {
    const fresh = await startToy();
    ending.push(() => fresh.stop());
    for (const id of ['a', 'b', 'c']) await ask(`${fresh.url}/v1/things`, { id, phone: '+8613800138001' });
    await ask(`${fresh.url}/v1/things`, { id: 'ugly', note: 'fail' });
    const world = await ask(`${fresh.url}/v1/world`);
    await turn(fresh, 'PT1H');
    await ask(`${fresh.url}/local/phones/+8613800138001`, { text: '5' });
    const paths = ['events', 'phones', 'phones/+8613800138001', 'dead-letters'];
    return [world, ...(await Promise.all(paths.map((path) => ask(`${fresh.url}/local/${path}`))))];
  }
});

/** A process of its own that runs the toy with its state in a directory. */
async function aProcess(directory: string) {
  const run = fileURLToPath(new URL('toy/run.ts', import.meta.url));
  const child = spawn(process.execPath, [run, assembly, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  ending.push(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  const [url = ''] = await new Promise<string[]>((resolve) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve([line]));
  });
  return {
    url,
    async kill(signal: 'SIGKILL' | 'SIGTERM') {
      child.kill(signal);
      await gone;
    },
  };
}

/** The processes whose command line names a directory. */
function processesOf(directory: string): string[] {
  return readdirSync('/proc').filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(`${directory}/tables`);
    } catch {
      return false;
    }
  });
}

describe('a killed cloud', () => {
  it('goes on where it stood, and leaves no process behind', async () => {
    const directory = join(scratch, 'killed');
    const first = await aProcess(directory);
    await turn(first, 'PT7M');
    // The relay fails on this one again and again: its retries wait when the cloud is killed.
    await ask(`${first.url}/v1/things`, { id: 'bad', note: 'poison' });
    const phone = newPhone();
    await ask(`${first.url}/v1/things`, { id: 'behind', phone });
    await first.kill('SIGKILL');
    if (process.platform === 'linux')
      await expect.poll(() => processesOf(directory), { timeout: 5000 }).toEqual([]);

    const second = await aProcess(directory);
    expect(await ask(`${second.url}/local/clock`)).toEqual({
      status: 200,
      body: { now: '2026-03-02T01:07:00.000Z' },
    });
    await turn(second, 'PT8M');
    expect(await textsOf(second, phone)).toEqual(texted('您好 thing#behind'));
    expect(await ask(`${second.url}/v1/things/ticks?sk=ticks`)).toMatchObject({
      body: { count: { N: '1' } },
    });
    await second.kill('SIGTERM');
    if (process.platform === 'linux') expect(processesOf(directory)).toEqual([]);
  });

  it('is not started a second time on the same state while it runs', async () => {
    const directory = join(scratch, 'shared');
    await aProcess(directory);
    await expect(startToy(directory)).rejects.toMatchObject({ name: 'AlreadyRunning' });
  });
});
