import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { Notes } from '../services/state.ts';
import type { VirtualClock } from '../services/virtual-clock.ts';
import type { Resource } from './template.ts';

const SecretProperties = v.object({
  Name: v.optional(v.string()),
  SecretString: v.optional(v.string()),
  GenerateSecretString: v.optional(
    v.object({
      SecretStringTemplate: v.optional(v.string()),
      GenerateStringKey: v.optional(v.string()),
      PasswordLength: v.optional(v.number(), 32),
    }),
  ),
});
const GetInput = v.object({ SecretId: v.string() });
const Template = v.record(v.string(), v.unknown());

interface Secret {
  logicalId: string;
  arn: string;
  name: string;
  value: string;
}

/** Secrets Manager as far as functions need it: `GetSecretValue`. */
export class Secrets {
  private readonly secrets: Secret[] = [];
  private readonly notes: Notes;
  private readonly clock: VirtualClock;

  constructor(db: DatabaseSync, clock: VirtualClock) {
    this.notes = new Notes(db);
    this.clock = clock;
  }

  /** A secret of the template. What AWS would generate follows here from the logical id, once, and is kept. */
  define(resource: Resource): void {
    const { Name, SecretString, GenerateSecretString } = v.parse(SecretProperties, resource.properties);
    const note = `secret ${resource.ref}`;
    const value = this.notes.get(note) ?? SecretString ?? generated(resource, GenerateSecretString);
    this.notes.set(note, value);
    const name = Name ?? resource.ref.replace(/^.*:secret:(.*)-.{6}$/, '$1');
    this.secrets.push({ logicalId: resource.logicalId, arn: resource.ref, name, value });
  }

  /** The value of the one secret whose logical id begins so. */
  valueOf(logicalId: string): string {
    const [found, another] = this.secrets.filter((secret) => secret.logicalId.startsWith(logicalId));
    if (!found || another) throw new Error(`The template has not exactly one secret ${logicalId}…`);
    return found.value;
  }

  call(action: string, input: unknown): unknown {
    if (action !== 'GetSecretValue')
      throw new AwsError(
        'UnknownOperationException',
        `The one-machine cloud has no SecretsManager ${action}`,
      );
    const { SecretId } = v.parse(GetInput, input);
    const secret = this.secrets.find(({ arn, name }) => SecretId === arn || SecretId === name);
    if (!secret)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: createHash('sha256').update(secret.value).digest('hex').slice(0, 32),
      VersionStages: ['AWSCURRENT'],
      SecretString: secret.value,
      CreatedDate: this.clock.now() / 1000,
    };
  }
}

function generated(
  resource: Resource,
  how: v.InferOutput<typeof SecretProperties>['GenerateSecretString'],
): string {
  const length = how?.PasswordLength ?? 32;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const password = Array.from({ length }, (_, index) => {
    const [byte = 0] = createHash('sha256')
      .update(`${resource.stack}/${resource.logicalId}/${index}`)
      .digest();
    return alphabet[byte % alphabet.length];
  }).join('');
  if (how?.SecretStringTemplate === undefined || how.GenerateStringKey === undefined) return password;
  const template = v.parse(Template, JSON.parse(how.SecretStringTemplate));
  return JSON.stringify({ ...template, [how.GenerateStringKey]: password });
}
