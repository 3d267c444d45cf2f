import type { IncomingMessage } from 'node:http';
import type { AwsCall } from '../contract.ts';
import { jsonInput } from '../services/aws-json.ts';
import type { WireAnswer } from './engine-connection.ts';

/** An AWS call with the worker it came from, where it came from one. */
export interface DoorCall extends AwsCall {
  session: string | undefined;
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
    headers: IncomingMessage['headers'];
    body: Buffer;
  }) {
    this.action = of.action;
    this.caller = of.caller;
    this.session = of.session;
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
