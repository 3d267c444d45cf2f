import type { Resource, Template } from '../../../../infra/local/runtime/template.ts';
import { BUS, functionArn, queueArn, ruleArn, topicArn } from '../a-cloud.ts';

const account = '123456789012';
export const tableArn = `arn:aws:dynamodb:eu-west-1:${account}:table/visits`;
export const streamArn = `${tableArn}/stream/2026`;
const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

/** A template of these resources. */
export function aTemplate(...resources: readonly Resource[]): Template {
  return {
    region: 'eu-west-1',
    account,
    doorUrl: 'http://127.0.0.1:9',
    resources,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    asset: () => '',
  };
}

function resource(
  logicalId: string,
  type: string,
  properties: object,
  more: Partial<Resource> = {},
): Resource {
  return {
    stack: 's',
    logicalId,
    type: `AWS::${type}`,
    ref: logicalId,
    attributes: {},
    properties: Object.fromEntries(Object.entries(properties)),
    ...more,
  };
}

export const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** A function with a role that holds these statements. */
export function aFunction(name: string, ...Statement: readonly object[]): Resource[] {
  const role = roleArn(`${name}-role`);
  return [
    resource(
      name,
      'Lambda::Function',
      { Code: { S3Key: 'k' }, Handler: 'f.handler', Runtime: 'nodejs24.x', Role: role },
      { attributes: { Arn: functionArn(name) } },
    ),
    resource(
      `${name}-role`,
      'IAM::Role',
      { Policies: [{ PolicyDocument: { Statement } }] },
      { attributes: { Arn: role } },
    ),
  ];
}

/** Lets a service invoke a function on behalf of one source. */
export function aPermission(name: string, Principal: string, SourceArn: string): Resource {
  const Action = 'lambda:InvokeFunction';
  const FunctionName = functionArn(name);
  return resource(`may-${name}`, 'Lambda::Permission', { Action, FunctionName, Principal, SourceArn });
}

/** A queue whose policy holds these statements. */
export function aQueue(name: string, ...Statement: readonly object[]): Resource[] {
  const url = `http://localhost:4000/${account}/${name}`;
  const queue = resource(name, 'SQS::Queue', {}, { ref: url, attributes: { Arn: queueArn(name) } });
  const policy = resource(`${name}-policy`, 'SQS::QueuePolicy', {
    PolicyDocument: { Statement },
    Queues: [url],
  });
  return Statement.length > 0 ? [queue, policy] : [queue];
}

/** Lets a service write into a queue on behalf of one source. */
export const letsIn = (Service: string, queue: string, source: string) =>
  allow('sqs:SendMessage', queueArn(queue), {
    Principal: { Service },
    Condition: { ArnEquals: { 'aws:SourceArn': source } },
  });

/** A function that works off a queue or a stream. */
export function aMapping(FunctionName: string, EventSourceArn: string, failures?: string): Resource {
  const DestinationConfig = failures && { OnFailure: { Destination: failures } };
  return resource(`map-${FunctionName}`, 'Lambda::EventSourceMapping', {
    FunctionName,
    EventSourceArn,
    ...(DestinationConfig && { DestinationConfig }),
  });
}

/** What becomes of asynchronous invocations that fail. */
export const anInvokeConfig = (FunctionName: string, Destination: string): Resource =>
  resource(`config-${FunctionName}`, 'Lambda::EventInvokeConfig', {
    FunctionName,
    DestinationConfig: { OnFailure: { Destination } },
  });

/** A rule as the bus knows it: what is sold goes to one target. */
export const aRule = (name: string, targetArn: string, deadLetterArn?: string) => ({
  name,
  arn: ruleArn(name),
  busName: BUS.name,
  pattern: { source: ['shop'] },
  enabled: true,
  targets: [{ id: 't', arn: targetArn, ...(deadLetterArn !== undefined && { deadLetterArn }) }],
});

export const inbound = topicArn('inbound');
