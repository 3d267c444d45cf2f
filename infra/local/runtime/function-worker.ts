import { devNull } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../contract.ts';
import type { Invocation, Reply, Setup } from './worker-messages.ts';
import { workerModule } from './worker-module.ts';

/** A function as the template describes it. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  /** `file:` address of the bundle. */
  module: string;
  /** The name under which the bundle exports the handler. */
  handler: string;
  environment: Readonly<Record<string, string>>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** How many events at a time the template allows; `Infinity` where it says nothing. */
  concurrency: number;
  logGroupName: string;
}

/** What every worker shares. */
export interface World {
  /** One double: the virtual time in epoch milliseconds. */
  clock: SharedArrayBuffer;
  region: string;
  /** The one local endpoint for AWS calls. */
  doorUrl: string;
  log(functionName: string, text: string): void;
  /** Hears of every invocation when it has ended; the milliseconds are real ones, `payload` is JSON. */
  invoked?(of: { name: string; payload: string; milliseconds: number; memoryMegabytes: number }): void;
  /** Resolves when no AWS call of this worker is under way any more. */
  callsSettled(session: string): Promise<void>;
}

/** One event for a function; `payload` is JSON. */
export type Work = Omit<Invocation, 'timeoutSeconds'>;

const INIT_SECONDS = 30;

/**
 * One thread that runs one function. It loads the function when first needed; after a time-out, an exit or an
 * uncaught error it is dead and another has to take its place.
 */
export class FunctionWorker {
  private readonly definition: FunctionDefinition;
  private readonly world: World;
  readonly session: string;
  private readonly worker: Worker;
  private readonly loaded: Promise<Reply>;
  private hear: (reply: Reply) => void = () => {};
  dead = false;
  /** What it is busy with; undefined while it waits. */
  work: Work | undefined;

  /** `session` is this worker's session token, by which the door tells its calls from those of other workers. */
  constructor(definition: FunctionDefinition, world: World, session: string) {
    this.definition = definition;
    this.world = world;
    this.session = session;
    this.worker = new Worker(workerModule(), {
      env: environmentOf(definition, world, session),
      execArgv: ['--no-warnings'],
      stdin: false,
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.worker.stdout, this.worker.stderr])
      stream
        .setEncoding('utf8')
        .on('data', (text: string) => world.log(definition.name, text))
        .on('error', () => {});
    this.worker.on('message', (reply: Reply) => this.hear(reply));
    this.worker.on('error', (cause: unknown) => this.die(uncaught(cause)));
    this.worker.on('exit', () => this.die(exited()));
    this.loaded = this.reply(INIT_SECONDS, () => this.worker.postMessage(setupOf(definition, world)));
  }

  /** Never rejects. */
  async invoke(work: Work): Promise<Outcome> {
    const loaded = await this.loaded;
    if (loaded.kind !== 'ready') {
      await this.stop();
      return this.outcome(loaded, '');
    }
    const invocation: Invocation = { ...work, timeoutSeconds: this.definition.timeoutSeconds };
    this.work = work;
    const reply = await this.reply(this.definition.timeoutSeconds, () => this.worker.postMessage(invocation));
    this.work = undefined;
    if (this.dead) await this.world.callsSettled(this.session);
    return this.outcome(reply, work.requestId);
  }

  async stop(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
    this.hear(exited());
  }

  /** Ends it in the middle of whatever it does; resolves when nothing of it runs any more. */
  async kill(): Promise<void> {
    await this.worker.terminate();
  }

  private async reply(seconds: number, ask: () => void): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    this.hear = resolve;
    if (this.dead) return exited();
    ask();
    const timer = setTimeout(() => {
      this.dead = true;
      void this.worker.terminate().then(() => resolve(timedOut(seconds)));
    }, seconds * 1000);
    const reply = await promise;
    clearTimeout(timer);
    return reply;
  }

  private die(reason: Reply): void {
    // A worker that was stopped for its time-out exits too: the time-out is the reason then.
    if (this.dead) return;
    this.dead = true;
    this.hear(reason);
  }

  private outcome(reply: Reply, requestId: string): Outcome {
    if (reply.kind === 'succeeded') {
      const result: unknown = JSON.parse(reply.result);
      return { status: 'succeeded', result };
    }
    if (reply.kind === 'ready')
      return { status: 'failed', errorType: 'Runtime.Unknown', errorMessage: 'no answer' };
    this.world.log(this.definition.name, `${requestId} ERROR ${reply.trace}\n`);
    const prefix = reply.errorType === 'Sandbox.Timedout' ? `RequestId: ${requestId} Error: ` : '';
    return { status: 'failed', errorType: reply.errorType, errorMessage: prefix + reply.errorMessage };
  }
}

function environmentOf(definition: FunctionDefinition, world: World, session: string): NodeJS.ProcessEnv {
  return {
    ...definition.environment,
    AWS_REGION: world.region,
    AWS_DEFAULT_REGION: world.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    _HANDLER: definition.handler,
    TZ: ':UTC',
    AWS_ENDPOINT_URL: world.doorUrl,
    // Functions here may call whoever listens on this machine; a deployed stack never says so.
    LOOPBACK_ENDPOINTS: 'allowed',
    AWS_ACCESS_KEY_ID: definition.name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: session,
    // The settings of whoever runs this machine are none of the functions' business.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

function setupOf(definition: FunctionDefinition, world: World): Setup {
  return {
    clock: world.clock,
    module: definition.module,
    handler: definition.handler,
    functionName: definition.name,
    invokedFunctionArn: definition.arn,
    memoryMegabytes: definition.memoryMegabytes,
    logGroupName: definition.logGroupName,
    seed: definition.name,
  };
}

function timedOut(seconds: number): Reply {
  const errorMessage = `Task timed out after ${seconds.toFixed(2)} seconds`;
  return { kind: 'failed', errorType: 'Sandbox.Timedout', errorMessage, trace: errorMessage };
}

function exited(): Reply {
  const errorMessage = 'Runtime exited without providing a reason';
  return { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage, trace: errorMessage };
}

function uncaught(cause: unknown): Reply {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  return {
    kind: 'failed',
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack ?? error.message,
  };
}
