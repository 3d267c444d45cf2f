import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError, BrokenConnection, type Answer } from '../contract.ts';
import { attemptOf, isWrite, PassedAnswer, TableCall, textOf, type DoorCall } from './door-call.ts';
import { STREAM_TARGET, wireOf } from './door-wire.ts';
import type { EngineConnection } from './engine-connection.ts';
import { listening } from './listening.ts';
import { wholeBody } from './whole-body.ts';

/** What wraps the door's pipeline: a meter, permissions, faults. The first of a list is the outermost. */
export type Middleware = (next: Answer) => Answer;

/**
 * The one local endpoint for AWS calls. It recognises service and action, takes the caller from the access key and
 * sends every call through one pipeline; calls of tables pass on to the engine byte for byte.
 */
export class Door {
  private readonly engine: EngineConnection;
  private readonly answer: Answer;
  private readonly streamArns: ReadonlyMap<string, string>;
  private readonly answered: (call: DoorCall) => void;
  private readonly now: () => number;
  private readonly server: Server;
  private readonly underWay = new Map<string, Set<Promise<unknown>>>();
  private requests = 0;
  private writesAnswered = 0;

  /** `services` answers every call that is not for a table; `streamArns` are the template's names of the engine's streams. */
  constructor(
    engine: EngineConnection,
    services: Answer,
    {
      middlewares = [],
      streamArns,
      answered,
      now = Date.now,
    }: {
      middlewares?: readonly Middleware[];
      streamArns: ReadonlyMap<string, string>;
      /** Called after each call that was answered without an error of the door's own. */
      answered?: (call: DoorCall) => void;
      /** Epoch milliseconds, for whoever asks what time it is: `GET /`. */
      now?: () => number;
    },
  ) {
    this.engine = engine;
    this.streamArns = streamArns;
    this.answered = answered ?? (() => {});
    this.now = now;
    this.answer = middlewares.reduceRight<Answer>(
      (next, wrap) => wrap(next),
      (call) => (call instanceof TableCall ? this.pass(call) : services(call)),
    );
    this.server = createServer((request, response) => void this.handle(request, response));
    // Workers keep their connections for as long as they live.
    this.server.keepAliveTimeout = 0;
  }

  /** Opens the door on a free port; answers its URL. */
  async open(): Promise<string> {
    return `http://127.0.0.1:${await listening(this.server, 0)}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** How many writes to tables have been answered. */
  writes(): number {
    return this.writesAnswered;
  }

  /** Resolves when no call of a worker is under way any more. */
  async callsSettled(session: string): Promise<void> {
    const calls = this.underWay.get(session);
    while (calls && calls.size > 0) await Promise.allSettled(calls);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // AWS's own endpoints answer so too; it is how operators' commands learn the virtual time.
    if (request.method === 'GET' && request.url === '/')
      return void response.writeHead(200, { date: new Date(this.now()).toUTCString() }).end('healthy');
    this.requests += 1;
    const requestId = `local-${this.requests}`;
    const session = textOf(request.headers['x-amz-security-token']);
    const answered = this.answerTo(request, requestId, session);
    const settled = this.track(session, answered);
    const answer = await answered;
    settled();
    if (answer === 'broken') return void request.socket.destroy();
    const { status, headers, body } = answer;
    // Without a date nobody takes the virtual time for a skewed clock.
    const { date: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
    response.sendDate = false;
    response.writeHead(status, { ...kept, 'content-length': String(Buffer.byteLength(body)) });
    response.end(body);
  }

  private async answerTo(
    request: IncomingMessage,
    requestId: string,
    session: string | undefined,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: string | Buffer } | 'broken'> {
    const wire = wireOf(request, requestId);
    try {
      const body = await wholeBody(request);
      const { service, action, input } = wire.read(body);
      const caller = callerOf(request);
      const call: DoorCall =
        service === 'dynamodb'
          ? new TableCall({ action, caller, session, headers: request.headers, body })
          : { service, action, caller, session, input, ...attemptOf(request.headers) };
      const output = await this.answer(call);
      this.answered(call);
      return output instanceof PassedAnswer ? output.wire : wire.write(action, output);
    } catch (cause) {
      if (cause instanceof BrokenConnection) return 'broken';
      return wire.refuse(
        cause instanceof AwsError ? cause : new AwsError('InternalFailure', String(cause), { status: 500 }),
      );
    }
  }

  private async pass(call: TableCall): Promise<PassedAnswer> {
    const writes = isWrite(call.action);
    const isStream = call.target.startsWith(STREAM_TARGET);
    try {
      const body = isStream ? this.renamed(call.body, 'for the engine') : call.body;
      const wire = await this.engine.forward(call.headers, body);
      return new PassedAnswer(isStream ? { ...wire, body: this.renamed(wire.body, 'for the caller') } : wire);
    } finally {
      // Also when it failed on the way: then nobody knows whether it was written.
      if (writes) this.writesAnswered += 1;
    }
  }

  private renamed(body: Buffer, way: 'for the engine' | 'for the caller'): Buffer {
    let json = body.toString();
    for (const [arn, engineArn] of this.streamArns)
      json = way === 'for the engine' ? json.replaceAll(arn, engineArn) : json.replaceAll(engineArn, arn);
    return Buffer.from(json);
  }

  private track(session: string | undefined, call: Promise<unknown>): () => void {
    if (session === undefined) return () => {};
    const calls = this.underWay.get(session) ?? new Set();
    this.underWay.set(session, calls);
    calls.add(call);
    return () => {
      calls.delete(call);
      if (calls.size === 0) this.underWay.delete(session);
    };
  }
}

function callerOf(request: IncomingMessage): string {
  const [, caller] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (caller === undefined)
    throw new AwsError('MissingAuthenticationToken', 'The request is not signed: its caller is not known', {
      status: 403,
    });
  return caller;
}
