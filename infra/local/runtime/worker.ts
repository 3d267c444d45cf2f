import { parentPort } from 'node:worker_threads';
import { followVirtualClock, seedRandomness } from './virtual-world.ts';
import type { Invocation, Reply, Setup } from './worker-messages.ts';

/** The thread in which one function of the template runs, as Lambda's runtime would run it: one event at a time. */
parentPort?.once('message', (setup: Setup) => {
  followVirtualClock(setup.clock);
  const reseed = seedRandomness(setup.seed);
  void serve(setup, reseed);
});

async function serve(setup: Setup, reseed: (seed: string) => void): Promise<void> {
  const handler = await load(setup).catch((cause: unknown) => {
    reply(failure(cause));
    return undefined;
  });
  if (!handler) return;
  parentPort?.on('message', (invocation: Invocation) => {
    reseed(invocation.seed);
    void run(handler, setup, invocation).then(reply);
  });
  reply({ kind: 'ready' });
}

type Handler = (event: unknown, context: object) => unknown;

async function load(setup: Setup): Promise<Handler> {
  const loaded: unknown = await import(setup.module);
  const handler: unknown =
    typeof loaded === 'object' && loaded !== null ? Reflect.get(loaded, setup.handler) : undefined;
  if (typeof handler !== 'function') {
    const missing = new Error(`${setup.handler} is undefined or not exported`);
    missing.name = 'Runtime.HandlerNotFound';
    throw missing;
  }
  return (event, context): unknown => Reflect.apply(handler, undefined, [event, context]);
}

async function run(handler: Handler, setup: Setup, invocation: Invocation): Promise<Reply> {
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(setup, invocation));
    // What JSON cannot hold (undefined, a function) is null, as in Lambda.
    return { kind: 'succeeded', result: JSON.stringify(result) ?? 'null' };
  } catch (cause) {
    return failure(cause);
  }
}

function contextOf(setup: Setup, invocation: Invocation): object {
  const deadline = performance.now() + invocation.timeoutSeconds * 1000;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.invokedFunctionArn,
    memoryLimitInMB: String(setup.memoryMegabytes),
    awsRequestId: invocation.requestId,
    logGroupName: setup.logGroupName,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function failure(cause: unknown): Reply {
  return cause instanceof Error
    ? {
        kind: 'failed',
        errorType: cause.name,
        errorMessage: cause.message,
        trace: cause.stack ?? cause.message,
      }
    : { kind: 'failed', errorType: typeof cause, errorMessage: String(cause), trace: String(cause) };
}

function reply(message: Reply): void {
  parentPort?.postMessage(message);
}
