import { isUtf8 } from 'node:buffer';
import middy from '@middy/core';
import * as v from 'valibot';
import { wallClock } from '../clock.ts';
import { environment } from '../environment.ts';
import { idOf } from '../ids.ts';
import { invalid, Problem } from '../problem.ts';
import { type Instant, instantOf } from '../time.ts';
import { noteFailure, observed } from './observe.ts';

/** A request as API Gateway's payload format 2.0 hands it over, reduced to what use cases may need. */
export interface HttpRequest {
  readonly id: string;
  /**
   * Names what is asked for: the same for a request that is sent again with the same `idempotency-key` by the same person,
   * otherwise the request's own id. What is made new derives its id from it.
   */
  readonly key: string;
  readonly arrivedAt: Instant;
  readonly now: Instant;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text, byte for byte as it came. */
  readonly body: string;
  /** The network address that it came from. */
  readonly address: string;
  /** Who is signed in, where the route asks for a token. */
  readonly staffId?: string;
}

/** What a function answers: a status, and a body that is sent as JSON, or a page in HTML. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

// Which claim of the token holds the staff id is a setting of the group, since its sign-in may be its own.
const { STAFF_CLAIM } = environment({ STAFF_CLAIM: v.optional(v.string(), 'username') });

const texts = v.optional(v.record(v.string(), v.string()), {});

const HttpEventSchema = v.object({
  rawPath: v.string(),
  headers: texts,
  pathParameters: texts,
  queryStringParameters: texts,
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.boolean(),
  requestContext: v.object({
    requestId: v.string(),
    timeEpoch: v.number(),
    http: v.object({ sourceIp: v.string() }),
    authorizer: v.optional(v.object({ jwt: v.object({ claims: v.record(v.string(), v.unknown()) }) })),
  }),
});

/** A request whose body is no text: it cannot be handled, but may be worth noting. */
export type UnreadableRequest = Omit<HttpRequest, 'body'> & { readonly body: Uint8Array };

/**
 * A function behind a route. A thrown `Problem` is answered as RFC 9457 problem details; anything else is a 500 that
 * names the request, so that the sender tries again and we find it in the log. A body that is not UTF-8 is refused;
 * `note` hears of it before, with the refusal, and may throw a problem that goes before it.
 */
export function httpFunction(
  handle: (request: HttpRequest) => Promise<HttpAnswer>,
  note: (request: UnreadableRequest, refusal: Problem) => Promise<void> = () => Promise.resolve(),
) {
  return middy()
    .use(observed())
    .handler(async (event: unknown) => {
      const parsed = v.parse(HttpEventSchema, event);
      const { requestId } = parsed.requestContext;
      try {
        const request = requestOf(parsed);
        const body = bodyOf(parsed);
        if (typeof body === 'string') return respond(await handle({ ...request, body }), 'application/json');
        const refusal = notUtf8();
        await note({ ...request, body }, refusal);
        throw refusal;
      } catch (error) {
        if (error instanceof Problem) return problem(error, requestId);
        noteFailure('the request failed', error);
        return problem(unexpected, requestId);
      }
    });
}

const unexpected = new Problem({
  status: 500,
  type: 'unexpected',
  title: 'Something went wrong on our side',
  detail:
    'Nothing was lost that was answered with success. Send the request again, a POST of staff with the same idempotency-key; if it fails again, tell us its instance.',
});

function requestOf(event: v.InferOutput<typeof HttpEventSchema>): Omit<HttpRequest, 'body'> {
  const { requestContext } = event;
  const claim = requestContext.authorizer?.jwt.claims[STAFF_CLAIM];
  return {
    id: requestContext.requestId,
    key: keyOf(event, typeof claim === 'string' ? claim : ''),
    arrivedAt: instantOf(requestContext.timeEpoch),
    now: wallClock.now(),
    parameters: event.pathParameters,
    query: event.queryStringParameters,
    headers: event.headers,
    address: requestContext.http.sourceIp,
    ...(typeof claim === 'string' && { staffId: claim }),
  };
}

/** The text of a body; its bytes where they are none, since a signature was made over what no text can give back. */
function bodyOf({ body, isBase64Encoded }: v.InferOutput<typeof HttpEventSchema>): string | Uint8Array {
  if (!isBase64Encoded) return body;
  const bytes = Buffer.from(body, 'base64');
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes;
}

function notUtf8(): Problem {
  return invalid('The body is not UTF-8.', [{ pointer: '', detail: 'must be JSON (RFC 8259) in UTF-8' }]);
}

const longestKey = 255;

/** The body is part of the key: another body under the same key is another request, and is not swallowed. */
function keyOf(event: v.InferOutput<typeof HttpEventSchema>, staffId: string): string {
  const given = event.headers['idempotency-key'];
  if (given === undefined) return event.requestContext.requestId;
  if (given.length > 0 && given.length <= longestKey)
    return idOf('request', staffId, event.rawPath, given, event.body);
  throw invalid('The header idempotency-key is not valid.', [
    { pointer: '', detail: `idempotency-key must have 1 to ${longestKey} characters` },
  ]);
}

function problem({ status, type, title, detail, errors, headers }: Problem, requestId: string) {
  const body = {
    type: `urn:huifang:problem:${type}`,
    title,
    status,
    detail,
    instance: `urn:huifang:request:${requestId}`,
    ...(errors.length > 0 && { errors }),
  };
  return respond({ status, body, headers }, 'application/problem+json');
}

function respond({ status, body, page, headers }: HttpAnswer, contentType: string) {
  const type = page === undefined ? contentType : 'text/html; charset=utf-8';
  return {
    statusCode: status,
    headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
    body: page ?? JSON.stringify(body),
  };
}
