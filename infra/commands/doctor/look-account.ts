import {
  type CognitoIdentityProviderClient,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import type { UserSeen } from './answers.ts';

/** How many functions may run at once in the account. */
export async function concurrencyOf(lambda: LambdaClient): Promise<number> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  return AccountLimit?.ConcurrentExecutions ?? 0;
}

/** The table, and whether it can be brought back to any moment of the last weeks. */
export async function tableNamed(db: DynamoDBClient, TableName: string) {
  const { Table } = await db.send(new DescribeTableCommand({ TableName }));
  const { ContinuousBackupsDescription: backups } = await db.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  return {
    status: Table?.TableStatus ?? 'unknown',
    isProtected: Table?.DeletionProtectionEnabled ?? false,
    canGoBack: backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED',
  };
}

/** The group's secret, without its value. */
export async function secretAt(secrets: SecretsManagerClient, SecretId: string) {
  const { DeletedDate, RotationEnabled } = await secrets.send(new DescribeSecretCommand({ SecretId }));
  return { isLeaving: DeletedDate !== undefined, rotates: RotationEnabled ?? false };
}

/** The users of a pool by name. */
export async function usersOf(
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
): Promise<ReadonlyMap<string, UserSeen>> {
  const found = new Map<string, UserSeen>();
  for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId }))
    for (const { Username = '', UserStatus = 'UNKNOWN', Enabled = false } of Users)
      found.set(Username, { status: UserStatus, enabled: Enabled });
  return found;
}

const patience = 10_000; // milliseconds

/** The status with which the API describes itself. */
export async function statusOf(endpoint: string): Promise<number> {
  const answer = await fetch(new URL('/v1/openapi.json', endpoint), {
    signal: AbortSignal.timeout(patience),
  });
  await answer.body?.cancel();
  return answer.status;
}

const discovery = v.object({ issuer: v.string(), jwks_uri: v.pipe(v.string(), v.url()) });
const keySet = v.object({ keys: v.array(v.unknown()) });

/** What an OpenID provider says of itself, and how many keys its tokens may be signed with. */
export async function signInAt(issuer: string): Promise<{ issuer: string; keys: number }> {
  const about = v.parse(
    discovery,
    await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
  );
  const { keys } = v.parse(keySet, await json(about.jwks_uri));
  return { issuer: about.issuer, keys: keys.length };
}

async function json(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
