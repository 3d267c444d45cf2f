import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { AwsCall, AwsError, Outcome } from '../contract.ts';
import { jsonInput } from '../services/aws-json.ts';

/** What `lambda:Invoke` asks for. */
export const InvokeInputSchema = v.object({
  functionName: v.string(),
  invocationType: v.picklist(['RequestResponse', 'Event', 'DryRun']),
  payload: v.unknown(),
});

/** Recognises Lambda's REST call `Invoke`; answers how to read its body, or undefined when it is another. */
export function lambdaCall(request: IncomingMessage) {
  const [, nameOrArn] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '') ?? [];
  if (nameOrArn === undefined || request.method !== 'POST') return undefined;
  return (body: Buffer): Pick<AwsCall, 'service' | 'action' | 'input'> => ({
    service: 'lambda',
    action: 'Invoke',
    input: {
      functionName: decodeURIComponent(nameOrArn).replace(/^.*:function:/, ''),
      invocationType: request.headers['x-amz-invocation-type'] ?? 'RequestResponse',
      payload: body.length === 0 ? {} : jsonInput(body.toString()),
    },
  });
}

/** What the pipeline answers for `Invoke`: nobody waits for an accepted one. */
export type InvokeOutput = Outcome | { status: 'accepted' };

const Output = v.variant('status', [
  v.object({ status: v.literal('accepted') }),
  v.object({ status: v.literal('succeeded'), result: v.unknown() }),
  v.object({ status: v.literal('failed'), errorType: v.string(), errorMessage: v.string() }),
]);

export function lambdaAnswer(requestId: string, output: unknown) {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  const outcome = v.parse(Output, output);
  switch (outcome.status) {
    case 'accepted':
      return { status: 202, headers, body: '' };
    case 'succeeded':
      return {
        status: 200,
        headers: { ...headers, 'x-amz-executed-version': '$LATEST' },
        body: JSON.stringify(outcome.result),
      };
    case 'failed': {
      const { errorType, errorMessage } = outcome;
      return {
        status: 200,
        headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
        body: JSON.stringify({ errorType, errorMessage }),
      };
    }
  }
}

export function lambdaError(requestId: string, error: AwsError) {
  return {
    status: error.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
    },
    body: JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', Message: error.message }),
  };
}
