import { spawn } from 'node:child_process';

/**
 * Stands between the one-machine cloud and the database engine: runs the command line it is given and ends it
 * for certain as soon as standard input closes, which it does however the parent ends, `kill -9` included.
 */
const [command, ...rest] = process.argv.slice(2);
const engine = spawn(command ?? 'java', rest, { stdio: ['ignore', 'inherit', 'inherit'] });
engine.on('error', (cause) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(127);
});
engine.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => engine.kill('SIGKILL'));
process.stdin.on('error', () => engine.kill('SIGKILL'));
process.stdin.resume();
// Ctrl-C reaches every process of a terminal; the engine ends when the cloud has finished with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
