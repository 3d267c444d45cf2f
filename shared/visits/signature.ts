import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Problem } from '../platform/problem.ts';
import { epochMilliseconds, type Instant, instantOf } from '../platform/time.ts';

const toleranceSeconds = 5 * 60;

/** The parts of a request that Standard Webhooks signs. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body, byte for byte as it came. */
  readonly body: string;
}

/**
 * Checks a Standard Webhooks signature against each secret that is valid now; returns the webhook id.
 * Throws a 401 problem that says what is wrong, and for a stale timestamp which time it is here.
 */
export function verifySignature(request: SignedRequest, secrets: readonly string[], now: Instant): string {
  const id = header(request, 'webhook-id');
  const timestamp = header(request, 'webhook-timestamp');
  const signature = header(request, 'webhook-signature');
  mustBeRecent(timestamp, now);
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  if (!secrets.some((secret) => isSignedWith(secret, request.body, headers))) {
    throw unauthorised(
      'wrong-signature',
      'The signature does not match: sign `id.timestamp.body` over the raw bytes with the secret of this dealer (Standard Webhooks, v1).',
    );
  }
  return id;
}

function isSignedWith(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    // What is in the body is judged later, with what is wrong with it.
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

function header(request: SignedRequest, name: string): string {
  const value = request.headers[name];
  if (value) return value;
  throw unauthorised('missing-signature', `The header ${name} is missing; see Standard Webhooks.`);
}

function mustBeRecent(timestamp: string, now: Instant): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  if (Number.isNaN(seconds)) {
    throw unauthorised('bad-timestamp', 'webhook-timestamp must be Unix seconds, such as 1772413200.');
  }
  if (Math.abs(epochMilliseconds(now) / 1000 - seconds) <= toleranceSeconds) return;
  throw unauthorised(
    'stale-timestamp',
    `webhook-timestamp ${timestamp} (${instantOf(seconds * 1000)}) lies more than 5 minutes from the time here, ${now}. Sign anew when sending again, and check your clock.`,
  );
}

function unauthorised(type: string, detail: string): Problem {
  return new Problem({ status: 401, type, title: 'The request is not signed as it must be', detail });
}
