import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { AwsError, type Answer, type AwsCall } from '../contract.ts';
import { jsonAnswer, jsonError, jsonInput, jsonTarget, type JsonTarget } from '../services/aws-json.ts';
import { queryAnswer, queryCall, queryError } from '../services/aws-query.ts';
import type { EngineConnection, WireAnswer } from './engine-connection.ts';
import { lambdaAnswer, lambdaCall, lambdaError } from './lambda-wire.ts';
import { listening } from './listening.ts';

/** What wraps the door's pipeline: a meter, permissions, faults. The first of a list is the outermost. */
export type Middleware = (next: Answer) => Answer;

/** An AWS call with the worker it came from, where it came from one. */
export interface DoorCall extends AwsCall {
  session: string | undefined;
}

const STREAM_TARGET = 'DynamoDBStreams_20120810.';
const WRITES = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'ExecuteStatement',
  'BatchExecuteStatement',
  'ExecuteTransaction',
]);

/**
 * The one local endpoint for AWS calls. It recognises service and action, takes the caller from the access key and
 * sends every call through one pipeline; calls of tables pass on to the engine byte for byte.
 */
export class Door {
  private readonly engine: EngineConnection;
  private readonly answer: Answer;
  private readonly streamArns: ReadonlyMap<string, string>;
  private readonly answered: (call: DoorCall) => void;
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
    }: {
      middlewares?: readonly Middleware[];
      streamArns: ReadonlyMap<string, string>;
      /** Called after each call that was answered without an error of the door's own. */
      answered?: (call: DoorCall) => void;
    },
  ) {
    this.engine = engine;
    this.streamArns = streamArns;
    this.answered = answered ?? (() => {});
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
    this.requests += 1;
    const requestId = `local-${this.requests}`;
    const session = text(request.headers['x-amz-security-token']);
    const answered = this.answerTo(request, requestId, session);
    const settled = this.track(session, answered);
    const { status, headers, body } = await answered;
    settled();
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
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: string | Buffer }> {
    const wire = wireOf(request, requestId);
    try {
      const body = await buffer(request);
      const { service, action, input } = wire.read(body);
      const caller = callerOf(request);
      const call: DoorCall =
        service === 'dynamodb'
          ? new TableCall({ action, caller, session, request, body })
          : { service, action, caller, session, input };
      const output = await this.answer(call);
      this.answered(call);
      return output instanceof PassedAnswer ? output.wire : wire.write(action, output);
    } catch (cause) {
      return wire.refuse(
        cause instanceof AwsError ? cause : new AwsError('InternalFailure', String(cause), { status: 500 }),
      );
    }
  }

  private async pass(call: TableCall): Promise<PassedAnswer> {
    const isWrite = WRITES.has(call.action);
    const isStream = call.target.startsWith(STREAM_TARGET);
    try {
      const body = isStream ? this.renamed(call.body, 'for the engine') : call.body;
      const wire = await this.engine.forward(call.headers, body);
      return new PassedAnswer(isStream ? { ...wire, body: this.renamed(wire.body, 'for the caller') } : wire);
    } finally {
      // Also when it failed on the way: then nobody knows whether it was written.
      if (isWrite) this.writesAnswered += 1;
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

/** A call of DynamoDB or its streams, which keeps its bytes and is parsed only for those who ask. */
export class TableCall implements DoorCall {
  readonly service = 'dynamodb';
  readonly action: string;
  readonly caller: string;
  readonly session: string | undefined;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;

  constructor(of: {
    action: string;
    caller: string;
    session: string | undefined;
    request: IncomingMessage;
    body: Buffer;
  }) {
    this.action = of.action;
    this.caller = of.caller;
    this.session = of.session;
    this.target = text(of.request.headers['x-amz-target']) ?? '';
    this.headers = of.request.headers;
    this.body = of.body;
  }

  get input(): unknown {
    return jsonInput(this.body.toString());
  }
}

/** The engine's own answer to a `TableCall`: what the pipeline answers for one. */
export class PassedAnswer {
  readonly wire: WireAnswer;

  constructor(wire: WireAnswer) {
    this.wire = wire;
  }
}

/** How one request is read and answered, by the protocol that it speaks. */
interface Wire {
  read(body: Buffer): Pick<AwsCall, 'service' | 'action' | 'input'>;
  write(action: string, output: unknown): { status: number; headers: Record<string, string>; body: string };
  refuse(error: AwsError): { status: number; headers: Record<string, string>; body: string };
}

function wireOf(request: IncomingMessage, requestId: string): Wire {
  const target = text(request.headers['x-amz-target']);
  if (target !== undefined) {
    const known: JsonTarget | undefined = target.startsWith(STREAM_TARGET)
      ? { ...tables, action: target.slice(STREAM_TARGET.length) }
      : jsonTarget(target);
    return known ? jsonWire(known, requestId) : unknownWire(target, requestId);
  }
  const lambda = lambdaCall(request);
  if (lambda)
    return {
      read: (body) => lambda(body),
      write: (_, output) => lambdaAnswer(requestId, output),
      refuse: (error) => lambdaError(requestId, error),
    };
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return {
      read: (body) => ({ service: 'sns', ...queryCall(body.toString()) }),
      write: (action, output) => queryAnswer(action, requestId, output),
      refuse: (error) => queryError(requestId, error),
    };
  return unknownWire(`${request.method} ${request.url}`, requestId);
}

const tables: JsonTarget = {
  service: 'dynamodb',
  version: '1.0',
  errorPrefix: 'com.amazonaws.dynamodb.v20120810#',
  action: '',
};

function jsonWire(target: JsonTarget, requestId: string): Wire {
  return {
    read: (body) => ({
      service: target.service,
      action: target.action,
      input: target.service === 'dynamodb' ? undefined : jsonInput(body.toString()),
    }),
    write: (_, output) => jsonAnswer(target, requestId, output),
    refuse: (error) => jsonError(target, requestId, error),
  };
}

function unknownWire(what: string, requestId: string): Wire {
  const unknown = () =>
    new AwsError('UnknownOperationException', `The one-machine cloud does not know ${what}`);
  return {
    read: () => {
      throw unknown();
    },
    write: () => jsonError(tables, requestId, unknown()),
    refuse: (error) => jsonError(tables, requestId, error),
  };
}

function callerOf(request: IncomingMessage): string {
  const [, caller] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (caller === undefined)
    throw new AwsError('MissingAuthenticationToken', 'The request is not signed: its caller is not known', {
      status: 403,
    });
  return caller;
}

function text(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
