import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A running DynamoDB Local. */
export interface Engine {
  url: string;
  /** Ends it; resolves when the process is gone. */
  stop(): Promise<void>;
}

const READY_SECONDS = 60;

/**
 * Starts AWS's DynamoDB Local on a free port of this machine, with its files in `directory`, or in memory without one.
 *
 * Throws `NoJava` when there is no Java runtime, and an error with the engine's own words when it does not start.
 */
export async function startEngine(directory?: string): Promise<Engine> {
  const port = await freePort();
  if (directory) mkdirSync(directory, { recursive: true });
  const emulator = join(
    dirname(createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')),
    'emulator',
  );
  const java = process.env['JAVA_HOME'] ? join(process.env['JAVA_HOME'], 'bin', 'java') : 'java';
  const guard = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./engine-guard.ts', import.meta.url)),
      java,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(emulator, 'DynamoDBLocal.jar'),
      // One database for all access keys: here an access key says which function calls.
      '-sharedDb',
      ...(directory ? ['-dbPath', directory] : ['-inMemory']),
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { cwd: emulator, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  const words: string[] = [];
  for (const stream of [guard.stdout, guard.stderr])
    stream.on('data', (text: Buffer) => void (words.length < 50 && words.push(text.toString())));
  const url = `http://127.0.0.1:${port}`;
  await ready(url, guard, words);
  return { url, stop: () => stop(guard) };
}

/** There is no Java runtime on this machine. */
export class NoJava extends Error {
  constructor() {
    super(
      'DynamoDB Local needs a Java runtime (17 or newer), and there is none: `java` was not found in PATH or JAVA_HOME.',
    );
    this.name = 'NoJava';
  }
}

async function ready(url: string, guard: ChildProcess, words: string[]): Promise<void> {
  const deadline = performance.now() + READY_SECONDS * 1000;
  while (performance.now() < deadline) {
    if (guard.exitCode !== null) {
      // macOS has a `java` that only says where to get one.
      if (guard.exitCode === 127 || /Unable to locate a Java/.test(words.join(''))) throw new NoJava();
      throw new Error(`DynamoDB Local did not start:\n${words.join('')}`);
    }
    // Any answer means that it listens.
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(20);
  }
  await stop(guard);
  throw new Error(`DynamoDB Local did not answer within ${READY_SECONDS} seconds:\n${words.join('')}`);
}

async function stop(guard: ChildProcess): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  const gone = new Promise((resolve) => guard.once('exit', resolve));
  guard.stdin?.end();
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (!address || typeof address === 'string') throw new Error('no free port on this machine');
      server.close(() => resolve(address.port));
    });
  });
}
