import { describe, expect, it } from 'vitest';
import type { AwsService } from '../../../../infra/local/contract.ts';
import { askedBy } from '../../../../infra/local/permissions/requests.ts';
import type { Template } from '../../../../infra/local/runtime/template.ts';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:1:secret:house/key-AbCdEf';
const secret = {
  stack: 's',
  logicalId: 'Secret',
  type: 'AWS::SecretsManager::Secret',
  ref: secretArn,
  attributes: {},
  properties: {},
};
const template: Template = {
  region: 'eu-west-1',
  account: '1',
  doorUrl: 'http://127.0.0.1:9',
  resources: [secret],
  ofType: (type) => (type === secret.type ? [secret] : []),
  asset: () => '',
};
const table = 'arn:aws:dynamodb:eu-west-1:1:table/visits';

/** `action resource`, for each thing that a call needs. */
function needed(service: AwsService, action: string, input: unknown): string[] {
  return askedBy({ service, action, caller: 'f', input }, template).map(
    (asked) => `${asked.action} ${asked.resource}`,
  );
}

describe('what a call needs to be granted', () => {
  it('a table by name or ARN', () => {
    expect(needed('dynamodb', 'GetItem', { TableName: 'visits' })).toEqual([`dynamodb:GetItem ${table}`]);
    expect(needed('dynamodb', 'Scan', { TableName: table })).toEqual([`dynamodb:Scan ${table}`]);
  });

  it('the index, and not the table, where one is queried', () => {
    expect(needed('dynamodb', 'Query', { TableName: 'visits', IndexName: 'due' })).toEqual([
      `dynamodb:Query ${table}/index/due`,
    ]);
  });

  it('each item of a transaction by itself', () => {
    const of = { TableName: 'visits' };
    const items = [{ Put: of }, { Update: of }, { Delete: of }, { ConditionCheck: { TableName: 'dealers' } }];
    expect(needed('dynamodb', 'TransactWriteItems', { TransactItems: items })).toEqual([
      `dynamodb:PutItem ${table}`,
      `dynamodb:UpdateItem ${table}`,
      `dynamodb:DeleteItem ${table}`,
      'dynamodb:ConditionCheckItem arn:aws:dynamodb:eu-west-1:1:table/dealers',
    ]);
    expect(needed('dynamodb', 'TransactGetItems', { TransactItems: [{ Get: of }] })).toEqual([
      `dynamodb:GetItem ${table}`,
    ]);
  });

  it('each table of a batch', () => {
    expect(needed('dynamodb', 'BatchGetItem', { RequestItems: { visits: {} } })).toEqual([
      `dynamodb:BatchGetItem ${table}`,
    ]);
  });

  it.each<[AwsService, string, unknown, string]>([
    ['sqs', 'SendMessage', { QueueUrl: 'http://x/1/work' }, 'sqs:SendMessage arn:aws:sqs:eu-west-1:1:work'],
    [
      'sqs',
      'DeleteMessageBatch',
      { QueueUrl: 'http://x/1/work' },
      'sqs:DeleteMessage arn:aws:sqs:eu-west-1:1:work',
    ],
    ['sqs', 'GetQueueUrl', { QueueName: 'work' }, 'sqs:GetQueueUrl arn:aws:sqs:eu-west-1:1:work'],
    ['sns', 'Publish', { PhoneNumber: '+15125550142' }, 'sns:Publish +15125550142'],
    ['sns', 'PublishBatch', { TopicArn: 'arn:aws:sns:x:1:t' }, 'sns:Publish arn:aws:sns:x:1:t'],
    [
      'secretsmanager',
      'GetSecretValue',
      { SecretId: secretArn },
      `secretsmanager:GetSecretValue ${secretArn}`,
    ],
    [
      'secretsmanager',
      'GetSecretValue',
      { SecretId: 'house/key' },
      `secretsmanager:GetSecretValue ${secretArn}`,
    ],
    [
      'lambda',
      'Invoke',
      { functionName: 'tick' },
      'lambda:InvokeFunction arn:aws:lambda:eu-west-1:1:function:tick',
    ],
    ['dynamodb', 'ListTables', {}, 'dynamodb:ListTables *'],
    ['dynamodb', 'ExecuteStatement', { Statement: 'SELECT * FROM visits' }, 'dynamodb:ExecuteStatement *'],
  ])('%s %s', (service, action, input, expected) => {
    expect(needed(service, action, input)).toEqual([expected]);
  });

  it('each bus once', () => {
    const Entries = [{ EventBusName: 'house' }, { EventBusName: 'house' }, {}];
    expect(needed('events', 'PutEvents', { Entries })).toEqual([
      'events:PutEvents arn:aws:events:eu-west-1:1:event-bus/house',
      'events:PutEvents arn:aws:events:eu-west-1:1:event-bus/default',
    ]);
  });
});
