import { describe, expect, it } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { IncomingMessage as Message } from 'node:http';
import { answerOf } from '../../../infra/local/runtime/gateway/http-answer.ts';
import { httpEvent, httpRequest } from '../../../infra/local/runtime/gateway/http-event.ts';
import { routeMatcher, type Route } from '../../../infra/local/runtime/gateway/routes.ts';
import { START, failed, succeeded } from './a-cloud.ts';

const route = (key: string): Route => ({
  key,
  functionName: key,
  timeoutMilliseconds: 1000,
  authorizer: undefined,
  scopes: [],
});

describe('routes', () => {
  const match = routeMatcher(
    [
      '$default',
      'ANY /v1/{rest+}',
      'GET /v1/complaints/{id}',
      'GET /v1/complaints/open',
      'ANY /v1/complaints/{id}',
      'POST /v1/complaints/{id}/commands',
      'GET /',
    ].map(route),
  );

  it.each([
    ['GET', '/v1/complaints/open', 'GET /v1/complaints/open', undefined],
    ['GET', '/v1/complaints/c1', 'GET /v1/complaints/{id}', { id: 'c1' }],
    ['PUT', '/v1/complaints/c1', 'ANY /v1/complaints/{id}', { id: 'c1' }],
    ['POST', '/v1/complaints/c1/commands', 'POST /v1/complaints/{id}/commands', { id: 'c1' }],
    ['GET', '/v1/complaints/c1/commands', 'ANY /v1/{rest+}', { rest: 'complaints/c1/commands' }],
    ['GET', '/v1/complaints/', 'GET /v1/complaints/{id}', { id: '' }],
    ['GET', '/v1', '$default', undefined],
    ['GET', '/', 'GET /', undefined],
    ['POST', '/elsewhere', '$default', undefined],
  ])('%s %s → %s', (method, path, key, pathParameters) => {
    const found = match(method, path);
    expect([found?.route.key, found?.pathParameters]).toEqual([key, pathParameters]);
  });

  it('lead nowhere when none fits', () => {
    expect(routeMatcher([route('GET /a')])('POST', '/a')).toBeUndefined();
  });
});

function incoming(url: string, headers: [string, string][] = []): IncomingMessage {
  const message = new Message(new Socket());
  message.method = 'POST';
  message.url = url;
  message.rawHeaders = headers.flat();
  return message;
}

function eventOf(url: string, headers: [string, string][] = [], body: Buffer = Buffer.alloc(0)) {
  const request = httpRequest(incoming(url, headers), body);
  if (!request) throw new Error('unreadable');
  const context = {
    account: '123456789012',
    apiId: 'api',
    domainName: 'api.execute-api.us-east-1.amazonaws.com',
    requestId: 'r',
    now: START,
    claims: { sub: 'li', exp: 12, 'cognito:groups': ['a', 'b'] },
  };
  return httpEvent(request, { route: route('POST /x'), pathParameters: undefined }, context);
}

describe('events', () => {
  it('have the shape of payload format 2.0, by the virtual clock', () => {
    expect(eventOf('/x?a=1&a=2&b=%20c', [['User-Agent', 'dms']])).toMatchObject({
      version: '2.0',
      rawPath: '/x',
      rawQueryString: 'a=1&a=2&b=%20c',
      queryStringParameters: { a: '1,2', b: ' c' },
      requestContext: {
        timeEpoch: START,
        time: '02/Mar/2026:01:00:00 +0000',
        http: { method: 'POST', path: '/x', userAgent: 'dms' },
        authorizer: { jwt: { claims: { sub: 'li', exp: '12', 'cognito:groups': '[a b]' } } },
      },
      isBase64Encoded: false,
    });
  });

  it('have lower-case headers, several of a name joined by commas, and cookies apart', () => {
    const event = eventOf('/x', [
      ['X-Two', 'a'],
      ['x-two', 'b'],
      ['Cookie', 'c=d; e=f'],
      ['Host', 'localhost:4000'],
    ]);
    expect(event.headers).toMatchObject({ 'x-two': 'a,b', host: 'api.execute-api.us-east-1.amazonaws.com' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.cookies).toEqual(['c=d', 'e=f']);
  });

  it.each<[string, string | undefined, Buffer, boolean]>([
    ['JSON', 'application/json; charset=utf-8', Buffer.from('{"a":"好"}'), false],
    ['a kind of JSON', 'application/cloudevents+json', Buffer.from('{}'), false],
    ['text', 'text/plain', Buffer.from('hi'), false],
    ['a form', 'application/x-www-form-urlencoded', Buffer.from('a=b'), true],
    ['what does not say what it is', undefined, Buffer.from('hi'), true],
    ['text that is none', 'text/plain', Buffer.from([0xff, 0xfe]), true],
  ])('carry %s', (_, type, body, isBase64Encoded) => {
    const event = eventOf('/x', type ? [['content-type', type]] : [], body);
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8')).toEqual(body);
  });

  it('are decoded, and refused where that cannot be done', () => {
    expect(eventOf('/a%20b').rawPath).toBe('/a b');
    expect(httpRequest(incoming('/%zz'), Buffer.alloc(0))).toBeUndefined();
  });
});

describe('answers', () => {
  it.each<[string, unknown, object]>([
    [
      'parts',
      { statusCode: 201, headers: { 'X-A': 1 }, cookies: ['c=d'], body: 'hi' },
      {
        status: 201,
        headers: { 'x-a': '1', 'content-type': 'text/plain;charset=UTF-8' },
        cookies: ['c=d'],
        body: 'hi',
      },
    ],
    ['bytes', { statusCode: 200, body: 'aGk=', isBase64Encoded: true }, { body: Buffer.from('hi') }],
    [
      'an object without a status',
      { a: 1 },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a":1}' },
    ],
    ['a text', 'hi', { status: 200, body: 'hi' }],
    ['nothing', null, { status: 200, body: 'null' }],
    ['a status as text', { statusCode: '204' }, { status: 204, body: '' }],
    [
      'a status that is none',
      { statusCode: 'x' },
      { status: 500, body: '{"message":"Internal Server Error"}' },
    ],
    ['a body that is no text', { statusCode: 200, body: {} }, { status: 500 }],
  ])('from %s', (_, result, expected) => {
    expect(answerOf(succeeded(result))).toMatchObject(expected);
  });

  it('to an error say nothing about it', () => {
    expect(answerOf(failed('a secret'))).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
  });
});
