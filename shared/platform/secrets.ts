import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * The one secret of a dealer group, and the keys that derive from it: a webhook secret per dealer or endpoint and
 * generation, and the key under which phone numbers and VINs become ids. It is read once per process.
 */
export class GroupSecret {
  readonly #client: SecretsManagerClient;
  readonly #secretId: string;
  #value: Promise<string> | undefined;

  constructor(client: SecretsManagerClient, secretId: string) {
    this.#client = client;
    this.#secretId = secretId;
  }

  /** The key for ids of phone numbers and vehicles. */
  async identityKey(): Promise<Uint8Array> {
    return derive(await this.#read(), 'identity');
  }

  /** A dealer's Standard Webhooks secret of a generation, `whsec_…`. */
  async webhookSecret(dealerId: string, generation: number): Promise<string> {
    return webhookSecretOf(await this.#read(), dealerId, generation);
  }

  /** The secret of a generation with which we sign what we tell an endpoint, `whsec_…`. */
  async endpointSecret(endpointId: string, generation: number): Promise<string> {
    const key = derive(await this.#read(), `endpoint/${endpointId}/${generation}`);
    return `whsec_${key.toString('base64')}`;
  }

  /** The key from which the addresses of the pages of surveys derive. */
  async surveyPageKey(): Promise<Uint8Array> {
    return derive(await this.#read(), 'survey-page');
  }

  /** The secret with which we sign what we hand to a gateway for texts, `whsec_…`. */
  async gatewaySecret(): Promise<string> {
    return gatewaySecretOf(await this.#read());
  }

  #read(): Promise<string> {
    this.#value ??= this.#fetch().catch((error: unknown) => {
      this.#value = undefined;
      throw error;
    });
    return this.#value;
  }

  async #fetch(): Promise<string> {
    const found = await this.#client.send(new GetSecretValueCommand({ SecretId: this.#secretId }));
    if (!found.SecretString) throw new Error("the group's secret holds no text");
    return found.SecretString;
  }
}

/** A dealer's webhook secret of a generation, from the group's secret. */
export function webhookSecretOf(groupSecret: string, dealerId: string, generation: number): string {
  return `whsec_${derive(groupSecret, `webhook/${dealerId}/${generation}`).toString('base64')}`;
}

/** The secret with which texts for a gateway are signed, from the group's secret. */
export function gatewaySecretOf(groupSecret: string): string {
  return `whsec_${derive(groupSecret, 'gateway').toString('base64')}`;
}

function derive(secret: string, label: string): Buffer {
  return createHmac('sha256', secret).update(label).digest();
}
