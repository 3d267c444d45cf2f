import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { environment } from './environment.ts';
import { GroupSecret } from './secrets.ts';

/** The group's secret, as a function's environment names it. Call it once, at load. */
export function connectSecret(): GroupSecret {
  const { SECRET_ID } = environment({ SECRET_ID: v.string() });
  return new GroupSecret(new SecretsManagerClient(), SECRET_ID);
}
