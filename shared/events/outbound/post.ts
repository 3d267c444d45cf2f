import { lookup } from 'node:dns/promises';
import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { faultOfUrl, hostOf, isLoopbackAddress, isLoopbackUrl, isPublicAddress } from './address.ts';

/** What is posted to an endpoint. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer's status, or why there is none. What the receiver wrote is nobody's business and not kept. */
export type Reply =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly kind: 'failed'; readonly result: 'no-answer' | 'unreachable' | 'private-address' };

export type Post = (posting: Posting) => Promise<Reply>;

/** An address that a name leads to. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

interface Settings {
  readonly allowLoopback: boolean;
  /** Milliseconds for all of it. */
  readonly timeout?: number;
  /** All addresses of a name. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
}

const mostRead = 16_384; // bytes
const usualTimeout = 15_000; // milliseconds

/**
 * Posts to public addresses only: a name is resolved once, every address that it leads to must be public, and the
 * connection goes to just those. Redirects are not followed.
 */
export function postTo({ allowLoopback, timeout = usualTimeout, resolve = resolveAll }: Settings): Post {
  return async (posting) => {
    if (faultOfUrl(posting.url, allowLoopback)) return { kind: 'failed', result: 'private-address' };
    const url = new URL(posting.url);
    const signal = AbortSignal.timeout(timeout);
    try {
      const host = hostOf(url);
      const known = isIP(host)
        ? [{ address: host, family: isIP(host) }]
        : await inTime(resolve(host), signal);
      const mayBe = allowLoopback && isLoopbackUrl(url) ? isLoopbackAddress : isPublicAddress;
      if (known.length === 0) return { kind: 'failed', result: 'unreachable' };
      if (!known.every(({ address }) => mayBe(address))) return { kind: 'failed', result: 'private-address' };
      return await send(url, posting, known, signal);
    } catch {
      return { kind: 'failed', result: signal.aborted ? 'no-answer' : 'unreachable' };
    }
  };
}

function send(
  url: URL,
  { headers, body }: Posting,
  known: readonly Address[],
  signal: AbortSignal,
): Promise<Reply> {
  const request = url.protocol === 'http:' ? requestByHttp : requestByHttps;
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, signal, lookup: pinnedTo(known), agent: false as const };
    const sending = request(url, options, (response) => {
      const retryAfter = response.headers['retry-after'];
      const reply: Reply = { kind: 'answered', status: response.statusCode ?? 0, retryAfter };
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > mostRead) response.destroy();
      });
      // The status has been heard, whatever becomes of the rest.
      response.on('close', () => resolve(reply));
      response.on('error', () => resolve(reply));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Answers the connection with the addresses that were judged, so that a second look-up cannot lead elsewhere. */
function pinnedTo(known: readonly Address[]): LookupFunction {
  return (_host, options, answer) => {
    const [first] = known;
    if (options.all) answer(null, [...known]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

function resolveAll(host: string): Promise<Address[]> {
  return lookup(host, { all: true });
}

function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true });
  });
  return Promise.race([work, late]);
}
