import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Problem } from '../../shared/platform/problem.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const help = { help: { type: 'boolean', short: 'h' } } as const;

/** A command was not asked as it must be; the message says in a sentence what is wrong. */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Misuse';
  }
}

/**
 * What stands behind a command. `--help` ends it with its usage and 0; an option that it does not know, or one without
 * its value, with a sentence, the usage and 2.
 */
export function readOptions<O extends Options, P extends boolean = false>(
  usage: string,
  options: O,
  { positionals }: { readonly positionals?: P } = {},
) {
  if (parseArgs({ options: help, strict: false }).values.help) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ options, allowPositionals: positionals ?? false });
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error), usage);
  }
}

/** Ends a command with a sentence, its usage and 2. */
export function misused(why: string, usage: string): never {
  console.error(`${why}\n\n${usage}`);
  process.exit(2);
}

/**
 * Does the work of a command, and ends it with words where it cannot be done: 2 and the usage for a misuse, 1 for what
 * is refused or fails. Only where the command itself is at fault a stack is shown.
 */
export async function run(usage: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Misuse) misused(error.message, usage);
    console.error(inWords(error));
    process.exitCode = 1;
  }
}

function inWords(error: unknown): unknown {
  if (error instanceof Problem)
    return [
      `${error.title}: ${error.detail}`,
      ...error.errors.map(({ pointer, detail }) => `  ${pointer} ${detail}`),
    ].join('\n');
  if (!(error instanceof Error) || faults.some((fault) => error instanceof fault)) return error;
  if (/Credential|ExpiredToken|InvalidClientToken|UnrecognizedClient/.test(error.name))
    return `There are no valid AWS credentials in this shell (${error.name}): sign in, then try again.`;
  if (error.message === 'Region is missing') return 'Set AWS_REGION to the region of the group.';
  // What cannot be connected to has its reasons in an error of several, whose own message is empty.
  return error.message || ('code' in error ? String(error.code) : error.name);
}

const faults = [TypeError, ReferenceError, SyntaxError];
