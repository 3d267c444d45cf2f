import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';

/** An answer over HTTP: its status, its headers and its body as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const clockSchema = v.object({ now: v.string() });
const messageSchema = v.object({
  direction: v.picklist(['to-customer', 'from-customer']),
  text: v.string(),
  at: v.string(),
  parts: v.number(),
});
const phoneSchema = v.object({ messages: v.array(messageSchema) });
const tokenSchema = v.object({ accessToken: v.string() });
const secretSchema = v.object({ secret: v.string() });
const eventSchema = v.looseObject({
  id: v.string(),
  name: v.string(),
  aggregateId: v.string(),
  dealerId: v.optional(v.string()),
  customerId: v.optional(v.string()),
  cause: v.object({ kind: v.string(), id: v.string() }),
  actor: v.object({ kind: v.string(), id: v.optional(v.string()) }),
  happenedAt: v.string(),
  recordedAt: v.string(),
  facts: v.record(v.string(), v.unknown()),
});
const eventsSchema = v.object({
  items: v.array(v.looseObject({ detail: eventSchema })),
  next: v.optional(v.string()),
});

const countsSchema = v.object({ texts: v.number(), parts: v.number() });
const usageSchema = v.object({
  invocations: v.number(),
  billedMilliseconds: v.number(),
  calls: v.record(v.string(), v.number()),
  units: v.record(v.string(), v.object({ write: v.number(), read: v.number() })),
});
const meterSchema = v.object({
  functions: v.record(v.string(), usageSchema),
  total: v.object({
    invocations: v.number(),
    billedMilliseconds: v.number(),
    events: v.number(),
    calls: v.number(),
    writeUnits: v.number(),
    readUnits: v.number(),
  }),
  texts: v.object({ toCustomers: countsSchema, fromCustomers: countsSchema }),
  cost: v.object({ region: v.string(), asOf: v.string(), withoutTexts: v.number(), texts: v.number() }),
});

export type MeterReading = v.InferOutput<typeof meterSchema>;
export type PhoneMessage = v.InferOutput<typeof messageSchema>;
export type PlayedEvent = v.InferOutput<typeof eventSchema>;

/**
 * Plays a running one-machine cloud from the outside, over HTTP and phones only: the DMS that posts, the customer who
 * texts, the staff who work, and the clock.
 */
export class Play {
  readonly url: string;
  readonly #secrets = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  #webhooks = 0;

  constructor(url: string) {
    this.url = url;
  }

  /** Posts a visit as the dealer's DMS, signed; `headers` may spoil the signature. */
  async postVisit(
    dealerId: string,
    visit: unknown,
    spoil: {
      id?: string;
      headers?: Record<string, string>;
      body?: string | Buffer<ArrayBuffer>;
      timestamp?: number;
      /** Where it goes, below the dealer; `/visits` without it. */
      path?: string;
      query?: string;
    } = {},
  ): Promise<Answer> {
    const body = spoil.body ?? JSON.stringify(visit);
    this.#webhooks += 1;
    const id = spoil.id ?? `msg_${String(this.#webhooks).padStart(6, '0')}`;
    const now = spoil.timestamp ?? Math.floor(Date.parse(await this.now()) / 1000);
    const signature = signatureOf(await this.#secretOf(dealerId), id, now, body);
    return this.request('POST', `/v1/dealers/${dealerId}${spoil.path ?? '/visits'}${spoil.query ?? ''}`, {
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(now),
        'webhook-signature': signature,
        ...spoil.headers,
      },
    });
  }

  /** Answers a text as the customer; resolves when everything that follows has happened. */
  async reply(phone: string, text: string): Promise<void> {
    await this.#local('POST', `/local/phones/${encodeURIComponent(phone)}`, { text });
  }

  /** What stands on a customer's phone, oldest first. */
  async phone(phone: string): Promise<PhoneMessage[]> {
    const answer = await this.#local('GET', `/local/phones/${encodeURIComponent(phone)}`);
    return v.parse(phoneSchema, answer).messages;
  }

  /** Only the texts that the customer received. */
  async textsTo(phone: string): Promise<string[]> {
    const messages = await this.phone(phone);
    return messages.filter((each) => each.direction === 'to-customer').map((each) => each.text);
  }

  /** The virtual time, ISO-8601. */
  async now(): Promise<string> {
    return v.parse(clockSchema, await this.#local('GET', '/local/clock')).now;
  }

  /** Turns the clock by an ISO-8601 duration; resolves when everything due by then has run. */
  async turn(advance: string): Promise<void> {
    await this.#local('POST', '/local/clock', { advance });
  }

  /** Turns the clock to a time. */
  async turnTo(time: string): Promise<void> {
    await this.#local('POST', '/local/clock', { to: time });
  }

  /** Resolves when nothing is left to do at the present time. */
  async quiet(): Promise<void> {
    await this.turn('PT0S');
  }

  /** Asks as a member of staff. */
  async as(
    staffId: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const token = await this.#tokenOf(staffId);
    return this.request(method, path, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  /** All domain events so far, in the order in which the bus saw them. */
  async events(): Promise<PlayedEvent[]> {
    const events: PlayedEvent[] = [];
    let after: string | undefined;
    for (;;) {
      const query = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
      const page = v.parse(eventsSchema, await this.#local('GET', `/local/events?limit=500${query}`));
      events.push(...page.items.map((item) => item.detail));
      if (page.items.length === 0 || page.next === undefined) return events;
      after = page.next;
    }
  }

  /** What could not be handled and waits for a person. */
  async deadLetters(): Promise<unknown[]> {
    return v.parse(v.object({ items: v.array(v.unknown()) }), await this.#local('GET', '/local/dead-letters'))
      .items;
  }

  /** What has been used since the meter was last set to zero. */
  async meter(): Promise<MeterReading> {
    return v.parse(meterSchema, await this.#local('GET', '/local/meter'));
  }

  /** Sets the meter to zero. */
  async resetMeter(): Promise<void> {
    await this.#local('DELETE', '/local/meter');
  }

  /** A request as it is, for whoever wants to see errors. */
  async request(
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: string | Buffer<ArrayBuffer> } = {},
  ): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), { method, ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const body: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }

  async #secretOf(dealerId: string): Promise<string> {
    const known = this.#secrets.get(dealerId);
    if (known) return known;
    const { secret } = v.parse(secretSchema, await this.#local('GET', `/local/webhook-secrets/${dealerId}`));
    this.#secrets.set(dealerId, secret);
    return secret;
  }

  async #tokenOf(staffId: string): Promise<string> {
    const known = this.#tokens.get(staffId);
    if (known) return known;
    const { accessToken } = v.parse(tokenSchema, await this.#local('POST', '/local/tokens', { staffId }));
    this.#tokens.set(staffId, accessToken);
    return accessToken;
  }

  async #local(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.request(method, path, {
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status >= 400)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
}

/** A webhook's signature; the library signs text only, and bytes that are no UTF-8 are not what it makes of them. */
function signatureOf(secret: string, id: string, seconds: number, body: string | Buffer): string {
  if (typeof body === 'string') return new Webhook(secret).sign(id, new Date(seconds * 1000), body);
  const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
  return `v1,${hmac.update(`${id}.${seconds}.`).update(body).digest('base64')}`;
}
