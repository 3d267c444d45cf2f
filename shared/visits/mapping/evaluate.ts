import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { Zone } from '../../platform/time.ts';

/** What an expression may use: the thread that runs it ends when it wants more. */
const limits = {
  /** Milliseconds of evaluation; JSONata itself gives up first, the thread is ended where it cannot. */
  timeout: 1000,
  patience: 1500,
  depth: 200,
  items: 100_000,
  characters: 256 * 1024,
} as const;
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };

/** What came of an expression: JSON, or why there is none. */
export type Evaluated = { readonly output: string } | { readonly fault: string };

const result = v.union([v.object({ output: v.string() }), v.object({ fault: v.string() })]);

let thread: Promise<Worker> | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Evaluates a JSONata expression on an input in a thread of its own, bounded in time, memory and depth; without an
 * input it is only read. One at a time. `$time`, `$money` and `$km` are at hand in it.
 */
export function evaluate(expression: string, input: unknown, zone: Zone): Promise<Evaluated> {
  const mine = turn.then(() => evaluateAlone(expression, input, zone));
  turn = mine.catch(() => undefined);
  return mine;
}

async function evaluateAlone(expression: string, input: unknown, zone: Zone): Promise<Evaluated> {
  const worker = await ready();
  const given = input === undefined ? undefined : JSON.stringify(input);
  worker.postMessage({ expression, ...(given !== undefined && { input: given }), zone, ...limits });
  const stop = new AbortController();
  const answer = await Promise.race([
    nextOf(worker),
    sleep(limits.patience, 'late' as const, { signal: stop.signal, ref: false }).catch(() => 'late' as const),
  ]);
  stop.abort();
  if (answer === 'late' || answer === 'died') {
    thread = undefined;
    await worker.terminate();
    return {
      fault: answer === 'late' ? tooLong : 'The expression needs too much memory or nests too deeply.',
    };
  }
  return v.parse(result, answer);
}

const tooLong = `The expression takes longer than ${limits.timeout} milliseconds.`;

/** The next message of a thread, or `died`. */
function nextOf(worker: Worker): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const died = () => {
    resolve('died');
  };
  worker.once('message', resolve).once('error', died).once('exit', died);
  return promise.finally(() => {
    worker.off('message', resolve).off('error', died).off('exit', died);
  });
}

/** The thread, started when the first expression comes: it loads the library, which no other visit needs. */
function ready(): Promise<Worker> {
  thread ??= start();
  return thread;
}

async function start(): Promise<Worker> {
  const { workerUrl } = await import('./jsonata-worker.ts');
  const worker = new Worker(new URL(workerUrl), { resourceLimits, env: {}, workerData: { mapping: true } });
  worker.unref();
  // A thread that dies between two expressions is replaced when the next one comes.
  worker.on('error', () => undefined).on('exit', () => (thread = undefined));
  if ((await nextOf(worker)) === 'died') throw new Error('the thread for mappings did not start');
  return worker;
}
