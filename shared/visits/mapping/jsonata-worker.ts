import { parentPort, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';
import * as v from 'valibot';
import { ZoneSchema } from '../../platform/time.ts';
import { readInZone, timeWithOffset, writtenTime } from '../formats/local-time.ts';
import { amountOfCents } from '../formats/money.ts';

/** Where this file lies, for whoever starts it as a thread. */
export const workerUrl = import.meta.url;

/** What the thread is asked: to evaluate an expression on an input, or without one only to read it. */
const task = v.object({
  expression: v.string(),
  input: v.optional(v.string()),
  zone: ZoneSchema,
  timeout: v.number(),
  depth: v.number(),
  items: v.number(),
  characters: v.number(),
});

const failure = v.object({ message: v.string(), position: v.optional(v.number()) });

// Whoever loads this file to learn where it lies may be a thread itself, with a port of its own.
if (v.is(v.object({ mapping: v.literal(true) }), workerData)) {
  parentPort?.on('message', (message: unknown) => {
    void answer(message).then((result) => parentPort?.postMessage(result));
  });
  parentPort?.postMessage('ready');
}

async function answer(message: unknown): Promise<{ output: string } | { fault: string }> {
  try {
    const { expression, input, zone, timeout, depth, items, characters } = v.parse(task, message);
    const read = jsonata(expression, { timeout, stack: depth, sequence: items });
    if (input === undefined) return { output: 'null' };
    read.registerFunction('time', (text: unknown) => timeIn(text, zone), '<x-:s>');
    read.registerFunction('money', (cents: unknown) => moneyOf(cents), '<x-:s>');
    read.registerFunction('km', (miles: unknown) => kilometres(miles), '<x-:n>');
    const value: unknown = await read.evaluate(JSON.parse(input));
    const output = value === undefined ? 'null' : JSON.stringify(value);
    return output.length > characters
      ? { fault: `The result has more than ${characters} characters.` }
      : { output };
  } catch (error) {
    const known = v.safeParse(failure, error);
    if (!known.success) return { fault: 'The expression failed.' };
    const { message: said, position } = known.output;
    return { fault: position === undefined ? said : `${said} (at character ${position})` };
  }
}

/** A time without offset in the dealer's zone; one with an offset as it is; anything else stays, to be refused. */
function timeIn(text: unknown, zone: v.InferOutput<typeof ZoneSchema>): unknown {
  if (typeof text !== 'string') return text;
  const written = writtenTime(text);
  return (
    timeWithOffset(text) ?? (written ? readInZone(written.day, written.time ?? '12:00:00', zone).at : text)
  );
}

function moneyOf(cents: unknown): unknown {
  return typeof cents === 'number' ? (amountOfCents(cents) ?? cents) : cents;
}

function kilometres(miles: unknown): unknown {
  return typeof miles === 'number' ? Math.round(miles * 1.609344) : miles;
}
