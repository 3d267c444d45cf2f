import type { IncomingMessage } from 'node:http';
import type { AwsCall } from '../contract.ts';
import { jsonInput } from '../services/aws-json.ts';
import type { WireAnswer } from './engine-connection.ts';

/** An AWS call with the worker it came from, where it came from one. */
export interface DoorCall extends AwsCall {
  session: string | undefined;
}

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

/** Whether an action of DynamoDB may change a table. */
export function isWrite(action: string): boolean {
  return WRITES.has(action);
}

/** The id and the number of an attempt, from the headers that the SDK sends along. */
export function attemptOf(headers: IncomingMessage['headers']): {
  sdkCall: string | undefined;
  attempt: number;
} {
  const [, attempt = '1'] = /attempt=(\d+)/.exec(textOf(headers['amz-sdk-request']) ?? '') ?? [];
  return { sdkCall: textOf(headers['amz-sdk-invocation-id']), attempt: Number(attempt) };
}

/** A call of DynamoDB or its streams, which keeps its bytes and is parsed only for those who ask. */
export class TableCall implements DoorCall {
  readonly service = 'dynamodb';
  readonly action: string;
  readonly caller: string;
  readonly session: string | undefined;
  readonly sdkCall: string | undefined;
  readonly attempt: number;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;

  constructor(of: {
    action: string;
    caller: string;
    session: string | undefined;
    headers: IncomingMessage['headers'];
    body: Buffer;
  }) {
    this.action = of.action;
    this.caller = of.caller;
    this.session = of.session;
    const { sdkCall, attempt } = attemptOf(of.headers);
    this.sdkCall = sdkCall;
    this.attempt = attempt;
    this.target = textOf(of.headers['x-amz-target']) ?? '';
    this.headers = of.headers;
    this.body = of.body;
  }

  /** The same call with another body. */
  withBody(body: Buffer): TableCall {
    return new TableCall({ ...this, body });
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

/** A header that was sent once. */
export function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
