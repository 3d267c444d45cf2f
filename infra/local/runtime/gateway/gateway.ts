import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JWTPayload } from 'jose';
import type { VirtualClock } from '../../services/virtual-clock.ts';
import { uuidOf } from '../../services/state.ts';
import type { Functions } from '../functions.ts';
import type { SignIn } from '../sign-in.ts';
import { answerOf, gatewayError, writeAnswer, type HttpAnswer } from './http-answer.ts';
import { httpEvent, httpRequest, type HttpRequest } from './http-event.ts';
import { Throttle, type Throttling } from './throttle.ts';
import { routeMatcher, type Authorizer, type MatchedRoute, type Route } from './routes.ts';

export interface GatewaySettings {
  account: string;
  apiId: string;
  domainName: string;
  routes: readonly Route[];
  /** How many requests the stage lets through; any number without it. */
  throttling?: Throttling | undefined;
}

export interface GatewayParts {
  functions: Functions;
  signIn: SignIn;
  clock: VirtualClock;
  /** Resolves when a request may be taken up. */
  admitted(): Promise<void>;
  /** Called when a function has run: it may have left work for others. */
  wake(): void;
}

const LARGEST_BODY = 10 * 1024 * 1024;
/** Lambda takes no larger event. */
const LARGEST_EVENT = 6 * 1024 * 1024;

/** An HTTP API of API Gateway (version 2) in front of the functions, with JWT authorizers. */
export class Gateway {
  private readonly parts: GatewayParts;
  private readonly settings: GatewaySettings;
  private readonly match: (method: string, path: string) => MatchedRoute | undefined;
  private readonly throttle: Throttle | undefined;
  private readonly underWay = new Set<Promise<void>>();

  constructor(parts: GatewayParts, settings: GatewaySettings) {
    this.parts = parts;
    this.settings = settings;
    this.match = routeMatcher(settings.routes);
    this.throttle = settings.throttling && new Throttle(settings.throttling);
  }

  /** Answers one request; resolves when the answer is written. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.underWay.add(promise);
    try {
      const body = await bodyOf(incoming);
      if (this.throttle?.admits() === false) {
        const answer = gatewayError(429, 'Too Many Requests');
        return writeAnswer(response, answer, 'throttled', this.parts.clock.now());
      }
      await this.parts.admitted();
      const request = body && httpRequest(incoming, body);
      const refusal = body ? gatewayError(400, 'Bad Request') : tooLarge();
      const { answer, requestId } = request
        ? await this.answer(request)
        : { answer: refusal, requestId: 'unread' };
      writeAnswer(response, answer, requestId, this.parts.clock.now());
    } finally {
      this.underWay.delete(promise);
      resolve();
    }
  }

  /** Resolves when every request that has come so far is answered. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async answer(request: HttpRequest): Promise<{ answer: HttpAnswer; requestId: string }> {
    const matched = this.match(request.method, request.path);
    const name = matched?.route.functionName ?? '';
    // Not of the headers: signatures and tokens hold times and random keys, and equal runs must stay equal.
    const seed = this.parts.functions.seedFor(
      name,
      [request.method, request.path, request.rawQuery, request.body.toString('base64')].join('\n'),
    );
    const requestId = uuidOf(`request ${seed}`);
    if (!matched) return { answer: gatewayError(404, 'Not Found'), requestId };
    const claims = await this.claimsOf(request, matched.route.authorizer);
    if (matched.route.authorizer && !claims) return { answer: unauthorized(), requestId };
    if (!hasScope(claims, matched.route.scopes)) return { answer: gatewayError(403, 'Forbidden'), requestId };
    const { account, apiId, domainName } = this.settings;
    const event = httpEvent(request, matched, {
      account,
      apiId,
      domainName,
      requestId,
      now: this.parts.clock.now(),
      claims,
    });
    if ((event.body?.length ?? 0) > LARGEST_EVENT) return { answer: tooLarge(), requestId };
    return { answer: await this.invoke(matched.route, event, seed), requestId };
  }

  private async invoke(route: Route, event: object, seed: string): Promise<HttpAnswer> {
    const waiting = new AbortController();
    const outOfTime = sleep(route.timeoutMilliseconds, gatewayError(503, 'Service Unavailable'), {
      signal: waiting.signal,
    }).catch(() => gatewayError(503, 'Service Unavailable'));
    const answered = this.parts.functions
      .invoke(route.functionName, event, undefined, seed)
      .then((outcome) => {
        this.parts.wake();
        return answerOf(outcome);
      });
    const answer = await Promise.race([answered, outOfTime]);
    waiting.abort();
    return answer;
  }

  private async claimsOf(
    request: HttpRequest,
    authorizer: Authorizer | undefined,
  ): Promise<JWTPayload | undefined> {
    const token = authorizer && request.headers[authorizer.header]?.replace(/^Bearer\s+/i, '');
    if (!token) return undefined;
    const claims = await this.parts.signIn.verified(token, authorizer.issuer);
    const audience = claims?.aud ?? claims?.['client_id'];
    const named = Array.isArray(audience) ? audience : [audience];
    return authorizer.audience.some((wanted) => named.includes(wanted)) ? claims : undefined;
  }
}

function unauthorized(): HttpAnswer {
  return gatewayError(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
}

function tooLarge(): HttpAnswer {
  return gatewayError(413, 'Request Entity Too Large', { connection: 'close' });
}

function hasScope(claims: JWTPayload | undefined, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const scope = claims?.['scope'];
  const granted = typeof scope === 'string' ? scope.split(' ') : [];
  return wanted.some((scope) => granted.includes(scope));
}

/** Undefined when it is larger than the gateway takes. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  const read: AsyncIterable<Buffer> = incoming.iterator({ destroyOnReturn: false });
  for await (const chunk of read) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      // The rest is read and dropped, so that the client comes to hear the answer.
      incoming.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
