import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Changes } from './front/changes.ts';
import { endpoints, type Endpoints, type EndpointParts } from './front/endpoints.ts';
import { Problem } from './front/problem.ts';
import { pageAt } from './pages.ts';
import type { Gateway } from './runtime/gateway/gateway.ts';

export type { Fixtures } from './front/endpoints.ts';

/** The address that people and other systems use: pages, the `/local` endpoints, and the API for everything else. */
export class Front {
  private readonly gateway: Gateway;
  private readonly endpoints: Endpoints;
  private readonly changes: Changes;

  constructor(parts: EndpointParts & { gateway: Gateway }) {
    const { db, clock, queues, gateway } = parts;
    this.gateway = gateway;
    this.endpoints = endpoints(parts);
    this.changes = new Changes(
      db,
      () => clock.now(),
      () =>
        queues
          .deadLetters()
          .map(({ messageId }) => messageId)
          .join(),
    );
  }

  /** Answers one request, whatever happens. */
  readonly answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await this.handle(request, response);
    } catch (cause) {
      sendProblem(response, problemOf(cause));
    }
  };

  /** Resolves when what is under way is answered, or after a few seconds. */
  async close(): Promise<void> {
    this.changes.close();
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, 5000);
    await Promise.race([this.gateway.settled(), patience.promise]);
    clearTimeout(timer);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const page = request.method === 'GET' ? await pageAt(pathname) : undefined;
    if (page) return void response.writeHead(200, page.headers).end(page.body);
    if (pathname !== '/local' && !pathname.startsWith('/local/'))
      return this.gateway.handle(request, response);
    if (pathname === '/local/changes') return this.changes.listen(response);
    const { endpoint, named } = this.find(request.method ?? 'GET', pathname);
    const body = ['POST', 'PUT'].includes(request.method ?? '') ? jsonOf(await text(request)) : undefined;
    const answer = await endpoint({ named, query: new URLSearchParams(query), body });
    sendJson(response, 200, { 'content-type': 'application/json' }, answer);
  }

  private find(method: string, path: string) {
    const exact = this.endpoints.get(`${method} ${path}`);
    if (exact) return { endpoint: exact, named: '' };
    const [, collection = path, last = ''] = /^(.*)\/([^/]+)$/.exec(path) ?? [];
    const pattern = `${collection}/{}`;
    const endpoint = this.endpoints.get(`${method} ${pattern}`);
    if (endpoint) return { endpoint, named: decoded(last) };
    const allowed = ['GET', 'POST', 'PUT', 'DELETE'].filter((other) =>
      [path, pattern].some((known) => this.endpoints.has(`${other} ${known}`)),
    );
    if (allowed.length > 0)
      throw new Problem(405, 'Not this method', `Use ${allowed.join(' or ')}.`, {
        headers: { allow: allowed.join(', ') },
      });
    const known = [...this.endpoints.keys(), 'GET /local/changes'].join(', ').replaceAll('{}', '{…}');
    throw new Problem(404, 'No such endpoint', `There are: ${known}.`);
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, 'Not JSON', 'The body of the request must be JSON.');
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Problem(400, 'Unreadable address', `${part} is not percent-encoded UTF-8.`);
  }
}

function problemOf(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  console.error(cause);
  return new Problem(
    500,
    'The one-machine cloud failed',
    cause instanceof Error ? cause.message : String(cause),
  );
}

function sendProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) return void response.destroy();
  sendJson(
    response,
    problem.status,
    { 'content-type': 'application/problem+json', ...problem.headers },
    problem,
  );
}

function sendJson(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  answer: unknown,
): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, {
    ...headers,
    'cache-control': 'no-store',
    'content-length': String(body.length),
  });
  response.end(body);
}
