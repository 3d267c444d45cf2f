import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Problem } from '../../shared/platform/problem.ts';
import type { GroupSecret } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import { wallClock } from '../../shared/platform/clock.ts';
import { showImport } from '../../shared/visits/imports/show-import.ts';
import { takeImport } from '../../shared/visits/imports/take-import.ts';

/** The two operations of imports over HTTP, and nothing that follows from visits. */
export interface ImportServer {
  readonly url: string;
  /** How many batches came so far. */
  batches(): number;
  /** Answers the next requests so, before any of them is handled. */
  failNext(...statuses: number[]): void;
  close(): Promise<void>;
}

export async function serveImports(table: () => Table, secret: GroupSecret): Promise<ImportServer> {
  let batches = 0;
  const failing: number[] = [];
  const handle = async (method: string, url: URL, headers: Record<string, string>, body: string) => {
    const [, , , dealerId = '', , importId = ''] = url.pathname.split('/');
    const now = wallClock.now();
    const deps = { table: table(), secret };
    const signed = { dealerId, headers, body };
    const from = url.searchParams.get('from') ?? undefined;
    if (method === 'GET') return showImport({ ...signed, importId, from }, now, deps);
    batches += 1;
    const format = url.searchParams.get('format') ?? undefined;
    return takeImport({ ...signed, format }, { arrivedAt: now, now }, deps);
  };
  const server = createServer((request, response) => {
    const answer = (status: number, told: unknown, retryAfter?: string) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(retryAfter && { 'retry-after': retryAfter }),
      });
      response.end(JSON.stringify(told));
    };
    const serve = async () => {
      const body = await text(request);
      const status = failing.shift();
      if (status !== undefined) return answer(status, { message: 'Service Unavailable' }, '0');
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      try {
        answer(
          200,
          await handle(request.method ?? '', new URL(request.url ?? '', 'http://here'), headers, body),
        );
      } catch (error) {
        if (!(error instanceof Problem)) return answer(500, { message: String(error) });
        const { status: problemStatus, title, detail, errors } = error;
        answer(problemStatus, { title, detail, errors }, error.headers['retry-after']);
      }
    };
    serve().catch((error: unknown) => {
      answer(500, { message: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    batches: () => batches,
    failNext: (...statuses) => {
      failing.push(...statuses);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
