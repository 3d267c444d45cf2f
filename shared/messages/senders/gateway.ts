import { request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../platform/clock.ts';
import { epochMilliseconds } from '../../platform/time.ts';
import { NotAccepted, Refused, type Sender } from './sender.ts';

/** Where a provider's adapter listens, and what we sign with. */
export interface GatewaySettings {
  readonly url: URL;
  /** `whsec_…` */
  readonly secret: () => Promise<string>;
  readonly clock: Clock;
  /** Milliseconds for all of it. */
  readonly timeout?: number;
}

const usualTimeout = 15_000;

/**
 * Texts through an HTTPS gateway, such as an adapter before a domestic provider: `{"id", "to", "words"}`, signed by
 * Standard Webhooks, whose `webhook-id` is the text's own id, so that the gateway can tell a repetition. 2xx: it was
 * taken. 429 and 503: not now, and nothing left. Any other 4xx: it never will. All else may have left.
 */
export class GatewaySender implements Sender {
  readonly channel = 'sms';
  readonly #settings: GatewaySettings;

  constructor(settings: GatewaySettings) {
    this.#settings = settings;
  }

  async send({ id, to, words }: { id: string; to: string; words: string }): Promise<undefined> {
    const { clock, secret, timeout = usualTimeout, url } = this.#settings;
    const body = JSON.stringify({ id, to, words });
    const at = new Date(epochMilliseconds(clock.now()));
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'huifang/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(await secret()).sign(id, at, body),
    };
    const status = await post(url, headers, body, AbortSignal.timeout(timeout));
    if (status >= 200 && status < 300) return undefined;
    if (status === 429 || status === 503) throw new NotAccepted(`the gateway answers ${status}`);
    if (status >= 400 && status < 500) throw new Refused(`the gateway answers ${status}`);
    throw new Error(`the gateway answers ${status}`);
  }
}

/** The status of the answer. Throws `NotAccepted` where nobody was reached, so that nothing can have left. */
function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<number> {
  const request = url.protocol === 'http:' ? requestByHttp : requestByHttps;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', (error) => {
      reject(isUnreached(error) ? new NotAccepted(error) : error);
    });
    sending.end(body);
  });
}

/** By the codes of the system: no name, no route, nobody who listens. */
function isUnreached(error: Error): boolean {
  return 'code' in error && unreached.has(String(error.code));
}

const unreached = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);
