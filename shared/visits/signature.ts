import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../platform/problem.ts';
import { epochMilliseconds, type Instant, instantOf } from '../platform/time.ts';

const toleranceSeconds = 5 * 60;

/** The parts of a request that Standard Webhooks signs. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body, byte for byte as it came; as bytes where they are no UTF-8. */
  readonly body: string | Uint8Array;
}

/**
 * Checks a Standard Webhooks signature against each secret that is valid now; returns the webhook id.
 * Throws a 401 problem that says what is wrong, and for a stale timestamp which time it is here.
 */
export function verifySignature(request: SignedRequest, secrets: readonly string[], now: Instant): string {
  const id = header(request, 'webhook-id');
  const timestamp = header(request, 'webhook-timestamp');
  const signature = header(request, 'webhook-signature');
  const at = recent(timestamp, now);
  if (!secrets.some((secret) => isSignedWith(secret, request, { id, at, signature }))) {
    throw unauthorised(
      'wrong-signature',
      'The signature does not match: sign `id.timestamp.body` over the raw bytes with the secret of this dealer (Standard Webhooks, v1).',
    );
  }
  return id;
}

/**
 * Node's own HMAC: the library's check reads the wall clock, and hashes in JavaScript what may be 4 MiB. The tests sign
 * with the library.
 */
function isSignedWith(secret: string, { body }: SignedRequest, signed: Signed): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const seconds = epochMilliseconds(signed.at) / 1000;
  const digest = createHmac('sha256', key).update(`${signed.id}.${seconds}.`).update(body).digest('base64');
  const expected = Buffer.from(`v1,${digest}`);
  return signed.signature
    .split(' ')
    .map((signature) => Buffer.from(signature))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

interface Signed {
  readonly id: string;
  readonly at: Instant;
  readonly signature: string;
}

function header(request: SignedRequest, name: string): string {
  const value = request.headers[name];
  if (value) return value;
  throw unauthorised('missing-signature', `The header ${name} is missing; see Standard Webhooks.`);
}

function recent(timestamp: string, now: Instant): Instant {
  // Eleven digits reach beyond the year 5000.
  if (!/^\d{1,11}$/.test(timestamp)) {
    throw unauthorised('bad-timestamp', 'webhook-timestamp must be Unix seconds, such as 1772413200.');
  }
  const at = instantOf(Number(timestamp) * 1000);
  if (Math.abs(epochMilliseconds(now) - epochMilliseconds(at)) <= toleranceSeconds * 1000) return at;
  throw unauthorised(
    'stale-timestamp',
    `webhook-timestamp ${timestamp} (${at}) lies more than 5 minutes from the time here, ${now}. Sign anew when sending again, and check your clock.`,
  );
}

function unauthorised(type: string, detail: string): Problem {
  return new Problem({ status: 401, type, title: 'The request is not signed as it must be', detail });
}
