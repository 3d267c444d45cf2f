import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';

/** Where an import goes, and how its requests are signed. */
export interface Destination {
  readonly url: string;
  readonly dealerId: string;
  readonly secret: string;
  /** The time there; the one-machine cloud has one of its own. */
  readonly now: () => Promise<Date>;
}

/** The import cannot go on now; what was taken is kept, and the command can be run again. */
export class CutOff extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CutOff';
  }
}

/** A request was refused as a whole, for what `status` says. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

const problem = v.object({ title: v.string(), detail: v.string() });
const waits = [0.5, 1, 2, 4, 8, 15, 30]; // seconds
const longestWait = 120; // seconds
const patience = 60_000; // milliseconds for one request

/**
 * Sends a signed request, again where that may help: after what `retry-after` asks for, or ever longer pauses when the
 * other side fails or cannot be reached. Throws `Refused` for a refusal and `CutOff` where it is to no avail; stops
 * waiting when the signal comes.
 */
export async function send<S extends v.GenericSchema>(
  { url, dealerId, secret, now }: Destination,
  request: { method: 'GET' | 'POST'; path: string; body?: string },
  answer: S,
  {
    signal,
    waiting,
  }: { signal?: AbortSignal | undefined; waiting?: (seconds: number, why: string) => void } = {},
): Promise<v.InferOutput<S>> {
  const { method, path, body = '' } = request;
  const webhook = new Webhook(secret);
  // The same message, however often it is sent; its time is that of each sending.
  const id = `msg_${randomUUID()}`;
  for (let attempt = 0; ; attempt += 1) {
    const failure = await once();
    if ('answer' in failure) return failure.answer;
    const { why, after } = failure;
    const wait = after ?? waits[attempt];
    if (wait === undefined || attempt >= waits.length) throw new CutOff(why);
    const seconds = Math.min(wait, longestWait);
    waiting?.(seconds, why);
    await pause(seconds * 1000, undefined, signal && { signal }).catch(() => undefined);
    if (signal?.aborted) throw new CutOff('stopped');
  }

  async function once(): Promise<{ answer: v.InferOutput<S> } | { why: string; after?: number }> {
    let response: Response;
    let text: string;
    try {
      const at = await now();
      response = await fetch(new URL(`/v1/dealers/${dealerId}${path}`, url), {
        method,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': webhook.sign(id, at, body),
        },
        ...(method === 'POST' && { body }),
        signal: AbortSignal.timeout(patience),
      });
      text = await response.text();
    } catch (error) {
      return { why: `${url} cannot be reached: ${error instanceof Error ? error.message : String(error)}` };
    }
    const told = `${response.status} ${explained(text)}`;
    if (response.ok) return { answer: v.parse(answer, JSON.parse(text)) };
    const after = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (response.status === 429 || response.status >= 500)
      return { why: told, ...(Number.isFinite(after) && { after: Math.max(after, 0.1) }) };
    throw new Refused(response.status, told);
  }
}

function explained(text: string): string {
  try {
    const { title, detail } = v.parse(problem, JSON.parse(text));
    return `${title}: ${detail}`;
  } catch {
    return text.slice(0, 200);
  }
}
