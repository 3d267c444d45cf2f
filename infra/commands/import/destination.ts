import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { loadDealer } from '../../../shared/dealers/dealers.ts';
import { newestGeneration } from '../../../shared/dealers/secret-generations.ts';
import { GroupSecret } from '../../../shared/platform/secrets.ts';
import { Table } from '../../../shared/platform/table.ts';
import { connectionTo, timeAt } from '../connection.ts';
import type { Destination } from './api.ts';

const localSecret = v.object({ secret: v.string() });

/** What tells where the API is and how to sign for it. */
export interface Access {
  readonly url: string;
  readonly table?: string | undefined;
  readonly secret?: string | undefined;
  readonly endpoint?: string | undefined;
}

/**
 * Where an import goes: with the dealer's webhook secret if one is given, else with that which an operator's credentials
 * lead to, else as the one-machine cloud tells it. Throws an error that says what is missing.
 */
export async function destinationOf(
  dealerId: string,
  { url, table, secret, endpoint }: Access,
  webhookSecret: string | undefined,
): Promise<Destination> {
  // Any answer of the API tells its time; this one is the smallest.
  const now = async () => new Date(await timeAt(new URL('/v1', url)));
  const here = { url, dealerId, now };
  if (webhookSecret) return { ...here, secret: webhookSecret };
  if (table && secret) {
    const { dealer } = await loadDealer(
      new Table(new DynamoDBClient(connectionTo(endpoint)), table),
      dealerId,
    );
    const groupSecret = new GroupSecret(new SecretsManagerClient(connectionTo(endpoint)), secret);
    return { ...here, secret: await groupSecret.webhookSecret(dealerId, newestGeneration(dealer)) };
  }
  const local = await localSecretOf(url, dealerId);
  if (local === undefined)
    throw new Error(
      'whose secret signs? Give --table and --secret (outputs of the stack), or the webhook secret of the dealer as WEBHOOK_SECRET',
    );
  return { ...here, secret: local };
}

/** The webhook secret that the one-machine cloud tells; undefined where there is none. */
async function localSecretOf(url: string, dealerId: string): Promise<string | undefined> {
  try {
    const response = await fetch(new URL(`/local/webhook-secrets/${dealerId}`, url));
    return response.ok ? v.parse(localSecret, await response.json()).secret : undefined;
  } catch {
    return undefined;
  }
}
