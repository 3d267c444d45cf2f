import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Faults } from './faults/faults.ts';
import { Front, type Fixtures } from './front.ts';
import { Meter } from './meter/meter.ts';
import { textCounts } from './meter/texts.ts';
import { Permissions } from './permissions/permissions.ts';
import { services } from './runtime/answers.ts';
import { Door, type Middleware } from './runtime/door.ts';
import { EngineConnection } from './runtime/engine-connection.ts';
import { startEngine } from './runtime/engine.ts';
import { Gate, together } from './runtime/gate.ts';
import { Functions } from './runtime/functions.ts';
import { Gateway } from './runtime/gateway/gateway.ts';
import { listening } from './runtime/listening.ts';
import { takeLock } from './runtime/lock.ts';
import { Logs } from './runtime/logs.ts';
import { SignIn } from './runtime/sign-in.ts';
import { createTables } from './runtime/tables.ts';
import { UserPools } from './runtime/user-pools.ts';
import { loadTemplate, type Template } from './runtime/template.ts';
import { functionDefinitions } from './runtime/wiring/functions.ts';
import { httpApi } from './runtime/wiring/http-api.ts';
import { messagingOf, type Texting } from './runtime/wiring/messaging.ts';
import { sourcesOf } from './runtime/wiring/sources.ts';
import { LockedBuckets } from './services/locked-buckets.ts';
import { Pump } from './services/pump.ts';
import { Notes, openState } from './services/state.ts';
import { VirtualClock } from './services/virtual-clock.ts';

export interface CloudOptions {
  /** The directory that `cdk synth` has written; it may still be at it, or be asked for it when nothing stands in the way. */
  assembly: string | Promise<string> | (() => Promise<string>);
  /** Where everything is kept across restarts; in memory without one. */
  directory?: string | undefined;
  /** Of 127.0.0.1; 0 takes any free one. */
  port: number;
  /** The virtual time at which a fresh cloud starts, epoch milliseconds. */
  start: number;
  /** What only the domain knows. */
  fixtures: Fixtures;
  texting?: Texting;
  /** Wrapped around every AWS call of the functions, the first outermost. */
  middlewares?: readonly Middleware[] | undefined;
  /**
   * `in turn` (usual): a request is taken up when all that came of earlier ones is done, so that equal runs give equal
   * histories. `at once`: it is taken up as it comes, as many as there are workers, for whoever measures.
   */
  requests?: 'in turn' | 'at once';
  /** Schedules fire once in each round of this time at most: for whoever turns days and needs no quarters of an hour. */
  scheduleRoundMs?: number | undefined;
}

/** A running one-machine cloud. */
export interface Cloud {
  url: string;
  /** The endpoint for AWS clients, of operators too: any access key, the region of the template. */
  doorUrl: string;
  template: Template;
  /** Epoch milliseconds of the virtual clock. */
  now(): number;
  /** Turns the clock forward; resolves when everything due by then has run. */
  turnTo(epochMs: number): Promise<void>;
  /** Resolves when nothing is left to do at the present time. */
  quiet(): Promise<void>;
  secretValue(logicalId: string): string;
  /** Finishes the piece of work under way and ends every process and thread. What is left to do is done after the next start. */
  stop(): Promise<void>;
}

/**
 * Runs the stacks of a CDK app on this machine.
 *
 * Throws `NoJava`, `AlreadyRunning`, the system's error when the port is taken, and an error that names whatever the
 * template holds that cannot be run here.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const ending: (() => Promise<void> | void)[] = [];
  const end = async () => {
    for (const step of ending.splice(0).toReversed()) await step();
  };
  try {
    return await start(options, ending, end);
  } catch (cause) {
    await end();
    throw cause;
  }
}

async function start(
  options: CloudOptions,
  ending: (() => Promise<void> | void)[],
  end: () => Promise<void>,
): Promise<Cloud> {
  const { directory } = options;
  if (directory) {
    mkdirSync(directory, { recursive: true });
    ending.push(takeLock(directory));
  }
  // What arrives before everything runs waits until it does.
  const ready = Promise.withResolvers<Front>();
  const server = createServer((request, response) => {
    ready.promise.then((front) => front.answer(request, response)).catch(() => response.destroy());
  });
  // A day of virtual time may take longer to answer than clients otherwise wait for.
  server.requestTimeout = 0;
  const url = `http://localhost:${await listening(server, options.port)}`;
  ending.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const engineStarting = startEngine(directory && join(directory, 'tables'));
  ending.push(() => engineStarting.then((engine) => engine.stop()).catch(() => {}));
  const db = openState(directory ? join(directory, 'state.sqlite') : ':memory:');
  ending.push(() => db.close());
  const clock = new VirtualClock(db, options.start);
  const [assembly, engine] = await Promise.all([
    typeof options.assembly === 'function' ? options.assembly() : options.assembly,
    engineStarting,
  ]);
  const connection = new EngineConnection(engine.url);
  ending.push(() => connection.close());

  const faults: Faults = new Faults({
    now: () => clock.now(),
    pathOf: (name) => functions.pathOf(name),
    workOf: (session) => functions.workOf(session),
    kill: (session) => functions.kill(session),
  });
  const meter = new Meter(connection, textCounts(db));
  const streamArns = new Map<string, string>();
  const door: Door = new Door(connection, (call) => answer(call), {
    streamArns,
    now: () => clock.now(),
    // A function's caller sees to what it leaves behind; an operator has none.
    answered: ({ caller }) => void (functions.has(caller) || pump.wake()),
    // Who may not call is refused before anything else is done with the call.
    middlewares: [
      (next) => (call) => permissions.middleware(next)(call),
      ...(options.middlewares ?? []),
      faults.middleware,
      meter.middleware,
    ],
  });
  const doorUrl = await door.open();
  ending.push(() => door.close());

  const template = loadTemplate(assembly, doorUrl);
  const permissions = new Permissions(template);
  const tables = await createTables(
    engine.url,
    template.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
  );
  for (const { streamArn, engineStreamArn } of tables)
    if (engineStreamArn) streamArns.set(streamArn, engineStreamArn);

  const logs = new Logs(() => clock.now(), directory && join(directory, 'logs'));
  ending.push(() => logs.close());
  const functions: Functions = new Functions(
    {
      clock: clock.shared,
      region: template.region,
      doorUrl,
      log: (name, text) => logs.write(name, text),
      invoked: (of) => meter.invoked(of),
      callsSettled: (session) => door.callsSettled(session),
    },
    nextRun(db),
  );
  ending.push(() => functions.stop());
  for (const definition of functionDefinitions(template)) functions.define(definition);

  const { admit } = permissions;
  const { texting, scheduleRoundMs } = options;
  const parts = messagingOf(template, db, clock, { functions, faults, texting, admit, scheduleRoundMs });
  const userPools = new UserPools(db, template);
  const buckets = new LockedBuckets(
    template.ofType('AWS::S3::Bucket'),
    directory && join(directory, 'buckets'),
  );
  ending.push(() => buckets.close());
  const answer = services({ ...parts, userPools, buckets, functions });
  const gate = new Gate();
  const pump = new Pump(
    clock,
    sourcesOf({ ...parts, template, db, clock, functions, faults, connection, door, tables }).map((source) =>
      gate.guard(source),
    ),
    (error) => {
      if (!gate.closed) console.error(error);
    },
  );
  const signIn = await SignIn.open(db, clock);
  const api = httpApi(template);
  if (api) permissions.checkRoutes(api);
  const gateway = new Gateway(
    {
      functions,
      signIn,
      clock,
      admitted: options.requests === 'at once' ? () => Promise.resolve() : together(() => pump.quiet()),
      wake: () => pump.wake(),
    },
    api ?? { account: template.account, apiId: 'none', domainName: 'none', routes: [] },
  );
  const quiet = async () => {
    await gateway.settled();
    await pump.quiet();
  };
  let turning = 0;
  const turnTo = async (epochMs: number) => {
    turning += 1;
    try {
      await gateway.settled();
      await pump.turnTo(epochMs);
    } finally {
      turning -= 1;
    }
  };
  const front = new Front({
    db,
    clock,
    gateway,
    signIn,
    logs,
    faults,
    quiet,
    // Whoever looks sees what earlier requests have led to; while the clock turns, what there is so far.
    upToDate: () => (turning > 0 ? Promise.resolve() : quiet()),
    turnTo,
    phones: parts.phones,
    queues: parts.queues,
    meter,
    permissions: () => permissions.report(),
    fixtures: options.fixtures,
    userPools,
    authorizers: (api?.routes ?? []).flatMap((route) => route.authorizer ?? []),
  });
  ready.resolve(front);
  ending.push(async () => {
    gate.closed = true;
    server.close();
    await front.close();
    await pump.quiet().catch(() => {});
  });
  // What a killed cloud has left undone is done now.
  pump.wake();
  return {
    url,
    doorUrl,
    template,
    now: () => clock.now(),
    turnTo,
    quiet,
    secretValue: (logicalId) => parts.secrets.valueOf(logicalId),
    stop: end,
  };
}

/** Counts the starts of this cloud. */
function nextRun(db: DatabaseSync): number {
  const notes = new Notes(db);
  const run = Number(notes.get('runs') ?? '0') + 1;
  notes.set('runs', String(run));
  return run;
}
