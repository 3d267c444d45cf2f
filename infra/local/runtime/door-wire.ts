import type { IncomingMessage } from 'node:http';
import { AwsError, type AwsCall } from '../contract.ts';
import { jsonAnswer, jsonError, jsonInput, jsonTarget, type JsonTarget } from '../services/aws-json.ts';
import { queryAnswer, queryCall, queryError } from '../services/aws-query.ts';
import { textOf } from './door-call.ts';
import { s3Answer, s3Call, s3Error } from '../services/aws-s3.ts';
import { lambdaAnswer, lambdaCall, lambdaError } from './lambda-wire.ts';

/** What the calls of tables' streams begin with. */
export const STREAM_TARGET = 'DynamoDBStreams_20120810.';

/** How one request is read and answered, by the protocol that it speaks. */
export interface Wire {
  read(body: Buffer): Pick<AwsCall, 'service' | 'action' | 'input'>;
  write(action: string, output: unknown): { status: number; headers: Record<string, string>; body: string };
  refuse(error: AwsError): { status: number; headers: Record<string, string>; body: string };
}

/** The protocol of a request, by its headers and path. */
export function wireOf(request: IncomingMessage, requestId: string): Wire {
  const target = textOf(request.headers['x-amz-target']);
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
  const s3 = s3Call(request);
  if (s3)
    return {
      read: (body) => s3(body),
      write: (action, output) => s3Answer(action, requestId, output),
      refuse: (error) => s3Error(requestId, error),
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
