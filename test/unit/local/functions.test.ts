import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionDefinition } from '../../../infra/local/runtime/function-worker.ts';
import { Functions } from '../../../infra/local/runtime/functions.ts';
import { openState } from '../../../infra/local/services/state.ts';
import { VirtualClock } from '../../../infra/local/services/virtual-clock.ts';
import { at, START } from './a-cloud.ts';

const ending: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** A function with this code. */
function setup(code: string, more: Partial<FunctionDefinition> = {}, run = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'function-'));
  const file = join(folder, 'index.mjs');
  writeFileSync(file, code);
  const clock = new VirtualClock(openState(':memory:'), START);
  const lines: string[] = [];
  const settled: string[] = [];
  const functions = new Functions(
    {
      clock: clock.shared,
      region: 'us-east-1',
      doorUrl: 'http://127.0.0.1:9',
      log: (_, text) => lines.push(text),
      callsSettled: (session) => Promise.resolve(void settled.push(session)),
    },
    run,
  );
  functions.define({
    name: 'f',
    arn: 'arn:f',
    module: pathToFileURL(file).href,
    handler: 'handler',
    environment: { OWN: 'yes' },
    timeoutSeconds: 2,
    memoryMegabytes: 128,
    concurrency: Infinity,
    logGroupName: '/f',
    ...more,
  });
  ending.push(() => functions.stop(), () => rmSync(folder, { recursive: true })); // prettier-ignore
  const result = async (payload: unknown, requestId?: string) => {
    const outcome = await functions.invoke('f', payload, requestId);
    return outcome.status === 'succeeded' ? outcome.result : outcome;
  };
  return { functions, clock, lines, settled, result };
}

describe('the world of a function', () => {
  it('has the virtual time, also after the clock was turned', async () => {
    const { clock, result } = setup(
      'export const handler = () => [Date.now(), new Date().toISOString(), new Date(0).toISOString(), new Date() instanceof Date, Date() === new Date().toString()]',
    );
    const epoch = '1970-01-01T00:00:00.000Z';
    expect(await result(0)).toEqual([START, '2026-03-02T01:00:00.000Z', epoch, true, true]);
    clock.moveTo(START + 86_400_000);
    expect(await result(0)).toEqual([START + 86_400_000, '2026-03-03T01:00:00.000Z', epoch, true, true]);
  });

  it('has its own environment and nothing of the machine’s', async () => {
    const { result } = setup('export const handler = () => process.env');
    const environment = await result(0);
    expect(environment).toMatchObject({
      OWN: 'yes',
      AWS_LAMBDA_FUNCTION_NAME: 'f',
      AWS_ACCESS_KEY_ID: 'f',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    for (const foreign of ['PATH', 'HOME', 'NODE_OPTIONS', 'VITEST'])
      expect(environment).not.toHaveProperty(foreign);
  });

  it('has Lambda’s context', async () => {
    const { result } = setup(
      'export const handler = (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() })',
    );
    const context = await result(0, 'the-request');
    expect(context).toMatchObject({
      functionName: 'f',
      functionVersion: '$LATEST',
      awsRequestId: 'the-request',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:f',
    });
    expect(at(context, 'remaining')).toBeGreaterThan(1000);
    expect(at(context, 'remaining')).toBeLessThanOrEqual(2000);
  });
});

describe('chance', () => {
  const code = `
    import { randomBytes, randomInt, randomUUID } from 'node:crypto';
    const first = Math.random();
    export const handler = () => [first, Math.random(), crypto.randomUUID(), randomUUID(), randomInt(1e9),
      randomBytes(4).toString('hex'), [...crypto.getRandomValues(new Uint8Array(4))]];`;

  it('is the same in the same run, and another for each event, attempt and start', async () => {
    const [one, same, later] = [setup(code), setup(code), setup(code, {}, 2)];
    const drawn = [await one.result('a'), await one.result('a'), await one.result('b')];
    expect(drawn).toEqual([await same.result('a'), await same.result('a'), await same.result('b')]);
    const all = [...drawn, await later.result('a')].map((each) => at(each, 2));
    expect(new Set(all).size).toBe(4);
  });

  it('has the shapes that it should have', async () => {
    const drawn = await setup(code).result('a');
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(at(drawn, 2)).toMatch(uuid);
    expect(at(drawn, 3)).toMatch(uuid);
    for (const place of [0, 1]) {
      expect(at(drawn, place)).toBeGreaterThanOrEqual(0);
      expect(at(drawn, place)).toBeLessThan(1);
    }
  });
});

describe('what a function does wrong', () => {
  it.each([
    [
      'throws',
      'export const handler = () => { throw new TypeError("on purpose") }',
      'TypeError',
      'on purpose',
    ],
    ['rejects with no error', 'export const handler = () => Promise.reject("no")', 'string', 'no'],
    ['ends the process', 'export const handler = () => process.exit(0)', 'Runtime.ExitError', /exited/],
    ['cannot be loaded', 'import "nowhere"', 'Error', /nowhere/],
    ['exports no handler', 'export const other = 1', 'Runtime.HandlerNotFound', /handler/],
    [
      'fails behind its back',
      'export const handler = () => new Promise(() => setTimeout(() => { throw new RangeError("late") }))',
      'RangeError',
      'late',
    ],
  ])('it %s', async (_, code, errorType, errorMessage) => {
    const outcome = await setup(code).result(0);
    expect(outcome).toMatchObject({ status: 'failed', errorType });
    expect(at(outcome, 'errorMessage')).toMatch(errorMessage);
  });

  it('takes too long: its worker ends, once nothing it has asked for is under way, and the next event meets a new one', async () => {
    const { result, settled } = setup(
      'let calls = 0; export const handler = async (slow) => { calls += 1; if (slow) for (;;); return calls }',
      { timeoutSeconds: 0.2 },
    );
    expect([await result(false), await result(false)]).toEqual([1, 2]);
    const outcome = await result(true, 'slow-request');
    expect(outcome).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: slow-request Error: Task timed out after 0.20 seconds',
    });
    expect(settled).toEqual(['f/1']);
    expect(await result(false)).toBe(1);
  });

  it('is not there', async () => {
    const { functions } = setup('');
    expect(await functions.invoke('nobody', {})).toMatchObject({ errorType: 'ResourceNotFoundException' });
  });
});

describe('several at a time', () => {
  const code =
    'let running = 0; export const handler = async (ms) => { running += 1; await new Promise((done) => setTimeout(done, ms)); return running-- }';

  it('run in workers of their own, four at most, and the rest waits', async () => {
    const { functions } = setup(code.replace('return running--', 'return process.env.AWS_SESSION_TOKEN'));
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => functions.invoke('f', 50)));
    const workers = outcomes.map((outcome) => (outcome.status === 'succeeded' ? outcome.result : outcome));
    expect([...new Set(workers)].toSorted()).toEqual(['f/1', 'f/2', 'f/3', 'f/4']);
  });

  it('never meet in one worker', async () => {
    const { functions } = setup(code, { concurrency: 1 });
    const outcomes = await Promise.all([functions.invoke('f', 20), functions.invoke('f', 1)]);
    expect(outcomes).toEqual(Array(2).fill({ status: 'succeeded', result: 1 }));
  });
});

it('what a function writes is kept', async () => {
  const { result, lines } = setup(
    'export const handler = () => { console.log("hello"); console.error("oh"); }',
  );
  expect(await result(0)).toBeNull();
  await expect.poll(() => lines.join('')).toMatch(/hello[\s\S]*oh|oh[\s\S]*hello/);
});
