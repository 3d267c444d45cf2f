import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GroupSecret } from '../../shared/platform/secrets.ts';

/** A group's secret from a Secrets Manager of this process; `reads` counts how often it was asked. */
export function aSecret(text = 'a-secret-of-the-test-group'): { secret: GroupSecret; reads: () => number } {
  let reads = 0;
  const client = new SecretsManagerClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => () => {
      reads += 1;
      return Promise.resolve({ output: { $metadata: {}, SecretString: text }, response: undefined });
    },
    { step: 'initialize', name: 'answer' },
  );
  return { secret: new GroupSecret(client, 'secret'), reads: () => reads };
}
