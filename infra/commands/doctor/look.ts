import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Instant } from '../../../shared/platform/time.ts';
import type { Group, Texting } from '../../groups/group.ts';
import { deadLetterQueues } from '../dead-letter-queues.ts';
import type { Answers, StackEnd, StackSeen } from './answers.ts';
import { ask, askBy } from './ask.ts';
import { concurrencyOf, secretAt, signInAt, statusOf, tableNamed, usersOf } from './look-account.ts';
import { dealersIn, groupPauseIn } from './look-dealers.ts';
import {
  enforcedLimitOf,
  isSandboxTier,
  knockAt,
  numberOf,
  receiptsRoleOf,
  sandboxOf,
  senderPolicyOf,
  spendLimitOf,
  subscribersOf,
} from './look-texting.ts';
import { type Asked, said } from './finding.ts';

/** The services of an account that are asked; nothing is changed there. */
function servicesOf(region: string) {
  return {
    sts: new STSClient({ region }),
    stacks: new CloudFormationClient({ region }),
    lambda: new LambdaClient({ region }),
    db: new DynamoDBClient({ region }),
    secrets: new SecretsManagerClient({ region }),
    pools: new CognitoIdentityProviderClient({ region }),
    sns: new SNSClient({ region }),
    sms: new PinpointSMSVoiceV2Client({ region }),
    sqs: new SQSClient({ region }),
  };
}

/**
 * Asks AWS and the group's table for everything that going live is judged by, with the credentials of the shell. What
 * cannot be had is said in its place, and keeps nothing else from being looked at.
 */
export async function look(group: Group, region: string, now: Instant): Promise<Answers> {
  const { sts, stacks, lambda, db, secrets, pools, sns, sms, sqs } = servicesOf(region);
  const stackNamed = (end: StackEnd) =>
    ask('cloudformation:DescribeStacks', () => stackOf(stacks, `huifang-${group.name}-${end}`));
  const resourcesOf = (end: StackEnd) =>
    ask('cloudformation:ListStackResources', () => namesOf(stacks, `huifang-${group.name}-${end}`));

  const caller = await ask('sts:GetCallerIdentity', async () => {
    const { Account = 'unknown' } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account };
  });
  const [state, events, api, inState, inEvents] = await Promise.all([
    stackNamed('state'),
    stackNamed('events'),
    stackNamed('api'),
    resourcesOf('state'),
    resourcesOf('events'),
  ]);
  const tableName = outputOf(state, 'TableName');
  const inboundTopic = resourceIn(inEvents, 'AWS::SNS::Topic', 'InboundTexts');
  const receiptsRole = resourceIn(inEvents, 'AWS::IAM::Role', 'MessagesNoteReceiptWrittenBy');
  const alarmTopic = resourceIn(inEvents, 'AWS::SNS::Topic', 'Alarms');
  const userPool = resourceIn(inState, 'AWS::Cognito::UserPool', 'Users');
  const number = await ask('sms-voice:DescribePhoneNumbers', () => numberOf(sms, group.originationNumber));
  const { ownSignIn, texting = { by: 'sns' } } = group;
  return {
    region,
    caller,
    stacks: { state, events, api },
    number: 'failure' in number ? number : { answer: number.answer?.seen },
    concurrency: await ask('lambda:GetAccountSettings', () => concurrencyOf(lambda)),
    table: await askBy(tableName, 'dynamodb:DescribeTable', (name) => tableNamed(db, name)),
    secret: await askBy(outputOf(state, 'SecretArn'), 'secretsmanager:DescribeSecret', (arn) =>
      secretAt(secrets, arn),
    ),
    api: await askBy(outputOf(api, 'Endpoint'), 'GET /v1/openapi.json', (url) => statusOf(url)),
    users: ownSignIn
      ? { answer: undefined }
      : await askBy(userPool, 'cognito-idp:ListUsers', (id) => usersOf(pools, id)),
    ownSignIn: ownSignIn
      ? await ask(`GET ${ownSignIn.issuer}`, () => signInAt(ownSignIn.issuer))
      : { answer: undefined },
    ...(await limitsOf(texting, sns, sms)),
    gateway:
      texting.by === 'gateway'
        ? await ask(`HEAD ${texting.url}`, () => knockAt(texting.url))
        : { answer: undefined },
    receipts:
      texting.by === 'sns'
        ? await askBy(receiptsRole, 'sns:GetSMSAttributes', async (ours) => ({
            ours,
            inUse: await receiptsRoleOf(sns),
          }))
        : { answer: undefined },
    numberLetsSnsSend: await askBy(number, 'sms-voice:GetResourcePolicy', (found) =>
      senderPolicyOf(sms, found?.arn),
    ),
    inbound: await askBy(inboundTopic, 'sns:ListSubscriptionsByTopic', async (arn) => ({
      arn,
      heardBy: await subscribersOf(sns, arn),
    })),
    alarms: await askBy(alarmTopic, 'sns:ListSubscriptionsByTopic', (arn) => subscribersOf(sns, arn)),
    deadLetters: await ask('sqs:ListQueues and sqs:GetQueueAttributes', () =>
      deadLetterQueues(sqs, group.name),
    ),
    dealers: await askBy(tableName, 'dynamodb:Query on the table', (name) => dealersIn(db, name, now)),
    isGroupPaused: await askBy(tableName, 'dynamodb:GetItem on the table', (name) => groupPauseIn(db, name)),
  };
}

/** What limits texts, by whoever carries them; each service has limits of its own. */
async function limitsOf(
  { by }: Texting,
  sns: SNSClient,
  sms: PinpointSMSVoiceV2Client,
): Promise<Pick<Answers, 'sandbox' | 'spendLimit'>> {
  if (by === 'end-user-messaging')
    return {
      sandbox: await ask('sms-voice:DescribeAccountAttributes', () => isSandboxTier(sms)),
      spendLimit: await ask('sms-voice:DescribeSpendLimits', () => enforcedLimitOf(sms)),
    };
  return {
    sandbox: await ask('sns:GetSMSSandboxAccountStatus', () => sandboxOf(sns)),
    spendLimit: await ask('sns:GetSMSAttributes', () => spendLimitOf(sns)),
  };
}

/** A stack; undefined where there is none of the name. */
async function stackOf(client: CloudFormationClient, StackName: string): Promise<StackSeen | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks;
    if (!stack) return undefined;
    const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }): [string, string] => [
      OutputKey,
      OutputValue,
    ]);
    return {
      status: stack.StackStatus ?? 'unknown',
      changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString() ?? 'never',
      outputs: Object.fromEntries(outputs),
    };
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

interface Named {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

/** All resources of a stack, page by page; none where there is no such stack. */
async function namesOf(client: CloudFormationClient, StackName: string): Promise<Named[]> {
  const found: Named[] = [];
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
      for (const {
        ResourceType = '',
        LogicalResourceId = '',
        PhysicalResourceId = '',
      } of StackResourceSummaries)
        found.push({ type: ResourceType, logicalId: LogicalResourceId, physicalId: PhysicalResourceId });
  } catch (error) {
    if (!(error instanceof Error && /does not exist/.test(error.message))) throw error;
  }
  return found;
}

/** A resource by its type and the construct that made it, after which CDK names it. */
function resourceIn(asked: Asked<readonly Named[]>, type: string, construct: string): Asked<string> {
  if ('failure' in asked) return asked;
  const name = new RegExp(`^${construct}[0-9A-F]{8}$`);
  const found = asked.answer.find((each) => each.type === type && name.test(each.logicalId));
  return found ? { answer: found.physicalId } : notDeployed(construct);
}

function outputOf(asked: Asked<StackSeen | undefined>, name: string): Asked<string> {
  if ('failure' in asked) return asked;
  const value = asked.answer?.outputs[name];
  return value === undefined ? notDeployed(name) : { answer: value };
}

function notDeployed(what: string): { failure: ReturnType<typeof said> } {
  return {
    failure: said(`No stack has ${what} yet: deploy first.`, `各堆栈中尚无 ${what}，请先部署。`),
  };
}
