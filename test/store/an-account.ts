import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { listening } from '../../infra/local/runtime/listening.ts';

/** What a call answers: XML or JSON as the service speaks, or an error by its name. */
export type Said =
  | { readonly xml: string }
  | { readonly json: object }
  | { readonly error: string; readonly message?: string };
type Answering = (input: Readonly<Record<string, unknown>>) => Said;

/**
 * AWS on this machine, as far as a command asks it: each call by its name (`ListTopics`), whatever its protocol. Tables are
 * passed on to an engine, unless their call is answered here. A call that nobody answers is denied.
 */
export class AnAccount {
  readonly answers = new Map<string, Answering>();
  /** What was called, in order. */
  readonly calls: string[] = [];
  readonly #server = createServer((request, response) => {
    void this.#answer(request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(body),
    );
  });
  readonly #engine: () => string;

  constructor(engine: () => string) {
    this.#engine = engine;
  }

  async open(): Promise<string> {
    return `http://127.0.0.1:${await listening(this.#server, 0)}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const body = await text(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    const isForm = request.headers['content-type']?.includes('form-urlencoded') ?? false;
    const form = Object.fromEntries(new URLSearchParams(isForm ? body : ''));
    const name = target.replace(/^.*\./, '') || form['Action'] || `${request.method} ${request.url}`;
    this.calls.push(name);
    const input = isForm ? form : v.parse(v.record(v.string(), v.unknown()), JSON.parse(body || '{}'));
    const answer = this.answers.get(name);
    if (!answer && target.startsWith('DynamoDB_')) return this.#pass(request, body);
    const said = answer?.(input) ?? { error: 'AccessDeniedException', message: `not allowed: ${name}` };
    if ('json' in said) return { status: 200, body: JSON.stringify(said.json) };
    if ('xml' in said)
      return {
        status: 200,
        body: `<${name}Response><${name}Result>${said.xml}</${name}Result></${name}Response>`,
      };
    const { error, message = error } = said;
    if (!isForm) return { status: 400, body: JSON.stringify({ __type: error, message }) };
    const inner = `<Type>Sender</Type><Code>${error}</Code><Message>${message}</Message>`;
    return { status: 400, body: `<ErrorResponse><Error>${inner}</Error></ErrorResponse>` };
  }

  async #pass(request: IncomingMessage, body: string): Promise<{ status: number; body: string }> {
    const passed = ['content-type', 'x-amz-target', 'authorization', 'x-amz-date'];
    const headers = Object.fromEntries(passed.map((name) => [name, String(request.headers[name] ?? '')]));
    const answer = await fetch(this.#engine(), { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.text() };
  }
}
