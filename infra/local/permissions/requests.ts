import * as v from 'valibot';
import type { AwsCall } from '../contract.ts';
import type { Template } from '../runtime/template.ts';

/** What one AWS call asks for; a call may ask for several things, and needs all of them. */
export interface Asked {
  action: string;
  resource: string;
}

/** Where an action has no resource, or the call does not say which: only a grant on everything covers it. */
const ANYTHING = '*';

/** What a call needs to be granted, by AWS's rules of its service. */
export function askedBy({ service, action, input }: AwsCall, template: Template): Asked[] {
  switch (service) {
    case 'dynamodb':
      return askedOfTables(action, input, template);
    case 'sqs':
      return [{ action: `sqs:${single(action)}`, resource: queueArn(input, template) }];
    case 'sns':
      return [{ action: `sns:${single(action)}`, resource: addressee(input) }];
    case 'sms-voice':
      return [{ action: `sms-voice:${action}`, resource: originationOf(input) }];
    case 'events':
      return busArns(input, template).map((resource) => ({ action: `events:${action}`, resource }));
    case 'secretsmanager':
      return [{ action: `secretsmanager:${action}`, resource: secretArn(input, template) }];
    case 'cognito-idp':
      return [{ action: `cognito-idp:${action}`, resource: poolArn(input, template) }];
    case 's3':
      return [askedOfBucket(action, input)];
    case 'lambda':
      return [{ action: 'lambda:InvokeFunction', resource: functionArn(input, template) }];
  }
}

const Named = v.object({ TableName: v.string() });
const OfTable = v.object({ ...Named.entries, IndexName: v.optional(v.string()) });
const OfStream = v.object({ StreamArn: v.string() });
const Batch = v.object({ RequestItems: v.record(v.string(), v.unknown()) });
const Transaction = v.object({ TransactItems: v.array(v.record(v.string(), Named)) });

/** What each item of a transaction needs; a transaction itself needs nothing. */
const ofTransactions: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function askedOfTables(action: string, input: unknown, template: Template): Asked[] {
  const transaction = v.safeParse(Transaction, input);
  if (action.startsWith('Transact') && transaction.success)
    return transaction.output.TransactItems.flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) => ({
        action: `dynamodb:${ofTransactions[kind] ?? kind}`,
        resource: tableArn(TableName, template),
      })),
    );
  const batch = v.safeParse(Batch, input);
  if (batch.success)
    return Object.keys(batch.output.RequestItems).map((name) => ({
      action: `dynamodb:${action}`,
      resource: tableArn(name, template),
    }));
  return [{ action: `dynamodb:${action}`, resource: tableResource(input, template) }];
}

/** A query of an index needs the index, not the table. */
function tableResource(input: unknown, template: Template): string {
  const ofTable = v.safeParse(OfTable, input);
  if (ofTable.success) {
    const { TableName, IndexName } = ofTable.output;
    const arn = tableArn(TableName, template);
    return IndexName === undefined ? arn : `${arn}/index/${IndexName}`;
  }
  const ofStream = v.safeParse(OfStream, input);
  return ofStream.success ? ofStream.output.StreamArn : ANYTHING;
}

function tableArn(nameOrArn: string, { region, account }: Template): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:dynamodb:${region}:${account}:table/${nameOrArn}`;
}

const Queue = v.union([
  v.pipe(
    v.object({ QueueUrl: v.string() }),
    v.transform(({ QueueUrl }) => QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1)),
  ),
  v.pipe(
    v.object({ QueueName: v.string() }),
    v.transform(({ QueueName }) => QueueName),
  ),
]);

function queueArn(input: unknown, { region, account }: Template): string {
  const queue = v.safeParse(Queue, input);
  return queue.success ? `arn:aws:sqs:${region}:${account}:${queue.output}` : ANYTHING;
}

/** Whoever may do a thing may do a batch of it: `SendMessageBatch` needs `SendMessage`. */
function single(action: string): string {
  return action.replace(/Batch$/, '');
}

const Publication = v.object({
  TopicArn: v.optional(v.string()),
  TargetArn: v.optional(v.string()),
  PhoneNumber: v.optional(v.string()),
});

/** A phone number is no ARN, so that only a grant on everything covers it. */
function addressee(input: unknown): string {
  const publication = v.safeParse(Publication, input);
  const { TopicArn, TargetArn, PhoneNumber } = publication.success ? publication.output : {};
  return TopicArn ?? TargetArn ?? PhoneNumber ?? ANYTHING;
}

const Origination = v.object({ OriginationIdentity: v.string() });

/** What a text goes out from; a number that is no ARN is covered by a grant on everything only. */
function originationOf(input: unknown): string {
  const text = v.safeParse(Origination, input);
  return text.success ? text.output.OriginationIdentity : ANYTHING;
}

const Events = v.object({ Entries: v.array(v.object({ EventBusName: v.optional(v.string(), 'default') })) });

function busArns(input: unknown, { region, account }: Template): string[] {
  const events = v.safeParse(Events, input);
  if (!events.success) return [ANYTHING];
  const names = new Set(events.output.Entries.map(({ EventBusName }) => EventBusName));
  return [...names].map((name) =>
    name.startsWith('arn:') ? name : `arn:aws:events:${region}:${account}:event-bus/${name}`,
  );
}

const Secret = v.object({ SecretId: v.string() });

function secretArn(input: unknown, template: Template): string {
  const secret = v.safeParse(Secret, input);
  if (!secret.success) return ANYTHING;
  const { SecretId } = secret.output;
  const named = template
    .ofType('AWS::SecretsManager::Secret')
    .find(({ ref }) => ref.replace(/^.*:secret:(.*)-.{6}$/, '$1') === SecretId);
  return named?.ref ?? SecretId;
}

const Pool = v.object({ UserPoolId: v.string() });

function poolArn(input: unknown, { region, account }: Template): string {
  const pool = v.safeParse(Pool, input);
  return pool.success
    ? `arn:aws:cognito-idp:${region}:${account}:userpool/${pool.output.UserPoolId}`
    : ANYTHING;
}

const OfBucket = v.object({
  Bucket: v.string(),
  Key: v.optional(v.string()),
  VersionId: v.optional(v.string()),
});

/** S3 names some permissions otherwise than the calls that need them. */
function askedOfBucket(action: string, input: unknown): Asked {
  const parsed = v.safeParse(OfBucket, input);
  if (!parsed.success) return { action: `s3:${action}`, resource: ANYTHING };
  const { Bucket, Key, VersionId } = parsed.output;
  const resource = `arn:aws:s3:::${Bucket}${Key === undefined ? '' : `/${Key}`}`;
  if (action === 'ListObjectVersions') return { action: 's3:ListBucketVersions', resource };
  return {
    action: `s3:${action === 'GetObject' && VersionId !== undefined ? 'GetObjectVersion' : action}`,
    resource,
  };
}

const Invocation = v.object({ functionName: v.string() });

function functionArn(input: unknown, { region, account }: Template): string {
  const invocation = v.safeParse(Invocation, input);
  if (!invocation.success) return ANYTHING;
  return `arn:aws:lambda:${region}:${account}:function:${invocation.output.functionName}`;
}
