import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import type { MatchedRoute } from './routes.ts';

/** What of a request the gateway itself looks at; the rest is for the function. */
export interface HttpRequest {
  method: string;
  /** Decoded. */
  path: string;
  rawQuery: string;
  /** Lower-case names; what was sent several times is joined by commas. */
  headers: Record<string, string>;
  sourceIp: string;
  body: Buffer;
}

export interface EventContext {
  account: string;
  apiId: string;
  domainName: string;
  requestId: string;
  /** Virtual epoch milliseconds. */
  now: number;
  claims: JWTPayload | undefined;
}

/** Reads a request's head; undefined when its path is not decodable. */
export function httpRequest(incoming: IncomingMessage, body: Buffer): HttpRequest | undefined {
  const [rawPath = '/', ...query] = (incoming.url ?? '/').split('?');
  const path = decoded(rawPath);
  if (path === undefined) return undefined;
  return {
    method: incoming.method ?? 'GET',
    path,
    rawQuery: query.join('?'),
    headers: joinedHeaders(incoming.rawHeaders),
    sourceIp: incoming.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    body,
  };
}

/** The event that a function gets for a request: payload format 2.0 of HTTP APIs. */
export function httpEvent(
  request: HttpRequest,
  { route, pathParameters }: MatchedRoute,
  context: EventContext,
) {
  const { cookie, connection: _, 'transfer-encoding': __, ...headers } = request.headers;
  const { claims, now, requestId, domainName } = context;
  const query = queryParameters(request.rawQuery);
  const binary = isBinary(request);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: request.path,
    rawQueryString: request.rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      host: domainName,
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: context.account,
      apiId: context.apiId,
      ...(claims && { authorizer: { jwt: { claims: claimsAsText(claims), scopes: null } } }),
      domainName,
      domainPrefix: context.apiId,
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.key,
      stage: '$default',
      time: accessLogTime(now),
      timeEpoch: now,
    },
    ...(pathParameters && { pathParameters }),
    ...(request.body.length > 0 && { body: request.body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: binary,
  };
}

function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const [name = '', value = ''] = [raw[index]?.toLowerCase(), raw[index + 1]];
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}

function queryParameters(rawQuery: string): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return Object.keys(parameters).length > 0 ? parameters : undefined;
}

/** The gateway hands text on as it is, and everything that it does not know as text in base64. */
function isBinary({ headers, body }: HttpRequest): boolean {
  if (body.length === 0) return false;
  const isText = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\b)/i.test(
    headers['content-type'] ?? '',
  );
  return !isText || headers['content-encoding'] !== undefined || !isUtf8(body);
}

function claimsAsText(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? `[${value.join(' ')}]`
        : typeof value === 'string'
          ? value
          : JSON.stringify(value),
    ]),
  );
}

/** `12/Mar/2020:19:03:58 +0000` */
function accessLogTime(epochMs: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(epochMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
