import type { ServerResponse } from 'node:http';
import * as v from 'valibot';
import type { Outcome } from '../../contract.ts';

/** An answer before it is written: to the client, with what AWS adds left to `writeAnswer`. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  body: string | Buffer;
}

const HeaderValue = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
);
const Structured = v.looseObject({
  statusCode: v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.digits())]),
    v.transform(Number),
    v.integer(),
    v.minValue(100),
    v.maxValue(599),
  ),
  headers: v.nullish(v.record(v.string(), HeaderValue)),
  cookies: v.nullish(v.array(v.string())),
  body: v.nullish(v.string()),
  isBase64Encoded: v.nullish(v.boolean()),
});

/**
 * What the gateway answers for what a function has returned, by the rules of payload format 2.0: with a `statusCode` it is the
 * answer's parts, without one it is the body of a 200; what fits neither, or an error, is a 500 that says nothing.
 */
export function answerOf(outcome: Outcome): HttpAnswer {
  if (outcome.status === 'failed') return gatewayError(500, 'Internal Server Error');
  const { result } = outcome;
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      cookies: [],
      body: typeof result === 'string' ? result : JSON.stringify(result),
    };
  const parsed = v.safeParse(Structured, result);
  if (!parsed.success) return gatewayError(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.output;
  const given = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(given) },
    cookies: cookies ?? [],
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

/** An error that the gateway itself makes, as AWS writes it. */
export function gatewayError(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    cookies: [],
    body: JSON.stringify({ message }),
  };
}

/** Writes an answer; `now` is virtual epoch milliseconds. */
export function writeAnswer(
  response: ServerResponse,
  answer: HttpAnswer,
  requestId: string,
  now: number,
): void {
  const body = Buffer.from(answer.body);
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    'content-length': String(body.length),
    ...answer.headers,
    'apigw-requestid': requestId,
    ...(answer.cookies.length > 0 && { 'set-cookie': [...answer.cookies] }),
  });
  response.end(body);
}
