import { execFile, type ExecFileException } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** What a process printed, and how it ended. */
export interface Ended {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of infra/commands as a process of its own. */
export function command(name: string, ...args: readonly string[]): Promise<Ended> {
  return ended(process.execPath, [
    path.resolve(import.meta.dirname, `../infra/commands/${name}.ts`),
    ...args,
  ]);
}

/** Runs a program to its end, whatever it ends with. */
export async function ended(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const isEnd = (error: unknown): error is ExecFileException =>
    error instanceof Error && 'stdout' in error && typeof error.stdout === 'string';
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, options);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    if (!isEnd(error)) throw error;
    return { code: error.code, out: error.stdout ?? '', err: error.stderr ?? '' };
  }
}
