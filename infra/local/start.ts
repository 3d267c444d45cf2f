import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Cloud } from './cloud.ts';
import { startGroupCloud } from './group-cloud.ts';
import { NoJava } from './runtime/engine.ts';
import { AlreadyRunning, takeLock } from './runtime/lock.ts';
import { welcome } from './welcome.ts';

const USAGE = `npm start                    runs the one-machine cloud of dealer group demo on port 4000
npm start -- --port N        on another port; 0 takes any free one
npm start -- --fresh         forgets what an earlier run has kept under .local/
npm start -- --group NAME    for another dealer group of infra/groups/`;

interface Settings {
  port: number;
  fresh: boolean;
  group: string;
}

const root = path.resolve(import.meta.dirname, '../..');
const directory = path.join(root, '.local');

await main();

async function main(): Promise<void> {
  const settings = settingsOf(process.argv.slice(2));
  if (!settings) return;
  // Functions run under UTC, as in Lambda.
  process.env['TZ'] = 'UTC';
  const stopping = stopOnSignal();
  try {
    console.log(`Starting the one-machine cloud of dealer group ${settings.group} …`);
    if (settings.fresh) empty(directory);
    const cloud = await startGroupCloud({ directory, port: settings.port, group: settings.group });
    stopping.with(cloud);
    console.log(welcome(cloud));
  } catch (cause) {
    console.error(explained(cause, settings));
    process.exit(1);
  }
}

function settingsOf(args: string[]): Settings | undefined {
  // `npm start --fresh`, without the two dashes, is taken by npm for its own and arrives in the environment.
  const { npm_config_port: port = '4000', npm_config_fresh: fresh } = process.env;
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: port },
        fresh: { type: 'boolean', default: fresh === 'true' },
        group: { type: 'string', default: 'demo' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return undefined;
    }
    if (!/^\d+$/.test(values.port) || Number(values.port) > 65_535)
      throw new Error(`--port takes a number from 0 to 65535, not ${values.port}`);
    return { port: Number(values.port), fresh: values.fresh, group: values.group };
  } catch (cause) {
    console.error(`${messageOf(cause)}\n\n${USAGE}`);
    process.exitCode = 2;
    return undefined;
  }
}

const ECHO_MILLISECONDS = 300;

/** Ctrl-C stops what runs; a second one, or one before anything runs, ends at once. */
function stopOnSignal() {
  let running: Cloud | undefined;
  let askedAt = -Infinity;
  const stop = () => {
    // npm passes on the Ctrl-C that the terminal has sent already: one press arrives twice.
    const isEcho = performance.now() - askedAt < ECHO_MILLISECONDS;
    askedAt = performance.now();
    if (isEcho) return;
    const cloud = running;
    if (!cloud) process.exit(130);
    running = undefined;
    console.log('\nStopping; once more ends at once. What is left to do is done after the next start.');
    cloud.stop().then(
      () => {
        console.log('Stopped.');
        process.exit(0);
      },
      (cause: unknown) => {
        console.error(messageOf(cause));
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return {
    with(cloud: Cloud) {
      running = cloud;
    },
  };
}

function empty(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const release = takeLock(folder);
  for (const name of readdirSync(folder))
    if (!name.startsWith('lock')) rmSync(path.join(folder, name), { recursive: true, force: true });
  release();
}

function explained(cause: unknown, { port }: Settings): string {
  if (cause instanceof NoJava)
    return `${cause.message}
Install one, for example
  Debian, Ubuntu   apt install default-jre-headless
  macOS            brew install openjdk
  Windows          winget install EclipseAdoptium.Temurin.21.JRE`;
  if (cause instanceof AlreadyRunning)
    return `${cause.message}. Stop it first: two of them would spoil each other's state.`;
  if (codeOf(cause) === 'EADDRINUSE')
    return `Port ${port} is taken. Choose another: npm start -- --port 4001, or --port 0 for any free one.`;
  if (codeOf(cause) === 'EACCES')
    return `Port ${port} may not be opened by you. Choose another: npm start -- --port 4000.`;
  return `The one-machine cloud did not start: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`;
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
