import { wallClock } from '../../shared/platform/clock.ts';
import { type Instant, instantOf } from '../../shared/platform/time.ts';

/** How AWS clients reach an account: by the credentials and region of the shell, which they find by themselves. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** How a command reaches AWS, or with an endpoint the one-machine cloud, which takes any key. */
export function connectionTo(endpoint: string | undefined): Connection {
  if (endpoint === undefined) return {};
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return { endpoint, region: 'us-east-1', credentials };
}

/** The time by which a command works: the wall clock's, or with an endpoint that of the one-machine cloud. */
export async function timeOf(endpoint: string | undefined): Promise<Instant> {
  return endpoint === undefined ? wallClock.now() : timeAt(endpoint);
}

/**
 * The time by the clock of whatever answers at an address, to the second: signatures are judged by that clock, and this
 * machine's may be wrong or, of the one-machine cloud, another one. Throws an error that names the address.
 */
export async function timeAt(url: string | URL): Promise<Instant> {
  const answer = await fetch(url).catch(() => {
    throw new Error(`Nothing answers at ${String(url)}.`);
  });
  await answer.body?.cancel();
  const time = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(time)) throw new Error(`What answers at ${String(url)} does not say what time it is.`);
  return instantOf(time);
}
