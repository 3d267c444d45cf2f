import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postTo } from '../../../../shared/events/outbound/post.ts';

const paths: string[] = [];
const server = createServer((request, response) => {
  paths.push(request.url ?? '');
  if (request.url === '/never') return;
  if (request.url === '/endless') {
    response.writeHead(200);
    const more = setInterval(() => response.write('x'.repeat(8192)), 1);
    response.on('close', () => {
      clearInterval(more);
    });
    return;
  }
  if (request.url === '/elsewhere') response.writeHead(307, { location: '/followed' });
  else response.writeHead(503, { 'retry-after': '60' });
  response.end('nobody reads this');
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address && typeof address === 'object') ({ port } = address);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const posting = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' });
const here = postTo({ allowLoopback: true, timeout: 500 });
const at = (path: string) => posting(`http://127.0.0.1:${port}${path}`);

describe('posting', () => {
  it('answers status and retry-after, and follows no redirect', async () => {
    expect(await here(at('/'))).toEqual({ kind: 'answered', status: 503, retryAfter: '60' });
    expect(await here(at('/elsewhere'))).toMatchObject({ kind: 'answered', status: 307 });
    expect(paths).not.toContain('/followed');
  });

  it('gives up on a receiver that does not answer, or that nobody listens for', async () => {
    expect(await here(at('/never'))).toEqual({ kind: 'failed', result: 'no-answer' });
    expect(await here(posting('http://127.0.0.1:1/'))).toEqual({ kind: 'failed', result: 'unreachable' });
  });

  it('reads no more of an answer than a little', async () => {
    expect(await here(at('/endless'))).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('sends nothing to this machine where that is not allowed', async () => {
    const before = paths.length;
    const elsewhere = postTo({ allowLoopback: false });
    expect(await elsewhere(at('/'))).toEqual({ kind: 'failed', result: 'private-address' });
    expect(paths.length).toBe(before);
  });

  it.each([
    ['private', [{ address: '10.0.0.5', family: 4 }]],
    ['of this machine', [{ address: '127.0.0.1', family: 4 }]],
    [
      'private among public ones',
      [
        { address: '93.184.216.34', family: 4 },
        { address: 'fd00::1', family: 6 },
      ],
    ],
    ['an IPv4 address in disguise', [{ address: '::ffff:169.254.169.254', family: 6 }]],
  ])('sends nothing where a name leads to an address that is %s', async (_what, addresses) => {
    const post = postTo({ allowLoopback: true, resolve: () => Promise.resolve(addresses) });
    const reply = await post(posting('https://rebinding.example.com/'));
    expect(reply).toEqual({ kind: 'failed', result: 'private-address' });
  });

  it('resolves a name once and connects to just what was judged', async () => {
    let asked = 0;
    const resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    };
    const post = postTo({ allowLoopback: true, resolve });
    expect(await post(posting(`http://pinned.localhost:${port}/`))).toMatchObject({ status: 503 });
    expect(asked).toBe(1);
  });

  it('says when a name leads nowhere', async () => {
    const nowhere = () => Promise.reject(new Error('ENOTFOUND'));
    const post = postTo({ allowLoopback: false, resolve: nowhere });
    expect(await post(posting('https://nowhere.example.com/'))).toEqual({
      kind: 'failed',
      result: 'unreachable',
    });
    const slow = postTo({ allowLoopback: false, timeout: 50, resolve: () => new Promise(() => {}) });
    expect(await slow(posting('https://slow.example.com/'))).toEqual({ kind: 'failed', result: 'no-answer' });
  });
});
