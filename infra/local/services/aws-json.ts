import { AwsError, type AwsService } from '../contract.ts';

/** An HTTP answer of the door. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface JsonProtocol {
  service: AwsService;
  version: '1.0' | '1.1';
  /** What the service's errors are called in full. */
  errorPrefix: string;
}

/** By the part of `X-Amz-Target` before the dot. */
const PROTOCOLS: ReadonlyMap<string, JsonProtocol> = new Map(
  Object.entries<JsonProtocol>({
    AmazonSQS: { service: 'sqs', version: '1.0', errorPrefix: 'com.amazonaws.sqs#' },
    AWSEvents: { service: 'events', version: '1.1', errorPrefix: '' },
    DynamoDB_20120810: {
      service: 'dynamodb',
      version: '1.0',
      errorPrefix: 'com.amazonaws.dynamodb.v20120810#',
    },
    AWSCognitoIdentityProviderService: { service: 'cognito-idp', version: '1.1', errorPrefix: '' },
    PinpointSMSVoiceV2: { service: 'sms-voice', version: '1.0', errorPrefix: '' },
    secretsmanager: { service: 'secretsmanager', version: '1.1', errorPrefix: '' },
  }),
);

export interface JsonTarget extends JsonProtocol {
  action: string;
}

/** Which call a request of AWS's JSON protocols is, by its `X-Amz-Target`; undefined when it is none of ours. */
export function jsonTarget(target: string): JsonTarget | undefined {
  const dot = target.indexOf('.');
  const protocol = PROTOCOLS.get(target.slice(0, dot));
  return protocol && { ...protocol, action: target.slice(dot + 1) };
}

/** The request's body. Throws SerializationException. */
export function jsonInput(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The request is not JSON.');
  }
}

export function jsonAnswer({ version }: JsonTarget, requestId: string, output: unknown): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body: JSON.stringify(output ?? {}),
  };
}

export function jsonError(target: JsonTarget, requestId: string, error: AwsError): WireAnswer {
  return {
    status: error.status,
    headers: {
      'content-type': `application/x-amz-json-${target.version}`,
      'x-amzn-requestid': requestId,
      ...(target.service === 'sqs' && { 'x-amzn-query-error': `${error.queryCode};${error.fault}` }),
    },
    body: JSON.stringify({
      __type: target.errorPrefix + error.code,
      message: error.message,
      ...error.details,
    }),
  };
}
