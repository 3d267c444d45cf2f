import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';

const text = AttributeType.STRING;
/** As long as a claim about a repair may be brought, and a little more. */
const sealsKept = Duration.days(4 * 365);

export interface StatefulProps extends StackProps {
  /** Whether the group's staff sign in elsewhere. */
  readonly hasOwnSignIn: boolean;
}

/** What must outlive every deployment: the table, the group's secret, who may sign in, the seals, and the bus. */
export class StatefulStack extends Stack {
  readonly table: Table;
  readonly secret: Secret;
  /** Cognito's side of sign-in; none where the group brings its own (and none exists in China's regions). */
  readonly signIn?: { readonly users: UserPool; readonly client: UserPoolClient };
  readonly bus: EventBus;
  /** What is written here nobody can change or delete for years, not even who owns the account. */
  readonly seals: Bucket;

  constructor(scope: Construct, id: string, props: StatefulProps) {
    super(scope, id, { ...props, terminationProtection: true });
    this.table = this.#makeTable();
    this.secret = this.#makeSecret();
    if (!props.hasOwnSignIn) this.signIn = this.#makeSignIn();
    new CfnOutput(this, 'TableName', { value: this.table.tableName, description: 'For npm run register' });
    new CfnOutput(this, 'SecretArn', { value: this.secret.secretArn, description: 'For npm run dealer' });
    this.seals = this.#makeSeals();
    new CfnOutput(this, 'SealsBucket', {
      value: this.seals.bucketName,
      description: 'For npm run verify-log',
    });
    this.bus = new EventBus(this, 'Bus', { description: 'What happened, as events/relay tells it' });
  }

  #makeTable(): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: text },
      sortKey: { name: 'sk', type: text },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      deletionProtection: true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
    });
    for (const [indexName, projectionType] of indexes) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: `${indexName}Key`, type: text },
        sortKey: { name: `${indexName}At`, type: text },
        projectionType,
      });
    }
    return table;
  }

  #makeSecret(): Secret {
    const secret = new Secret(this, 'Secret', {
      description:
        "The group's master secret: webhook secrets and the ids of phones and vehicles derive from it",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(secret, {
      'AwsSolutions-SMG4':
        'Webhook secrets rotate by generation, derived from this one; rotating this one would give every phone a new id and lose its opt-out.',
    });
    return secret;
  }

  #makeSeals(): Bucket {
    const seals = new Bucket(this, 'Seals', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(sealsKept),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(seals, {
      'AwsSolutions-S1':
        'It holds ids and digests only, which prove themselves; who read them tells nothing, and nobody can change them.',
    });
    return seals;
  }

  #makeSignIn(): { users: UserPool; client: UserPoolClient } {
    const users = new UserPool(this, 'Users', {
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(users, {
      'AwsSolutions-COG2':
        'A second factor is offered, not forced: workshop staff share terminals, and a group that wants it forced brings its own sign-in.',
      'AwsSolutions-COG8':
        'Threat protection needs the Plus plan, whose price per user is for each group to decide.',
    });
    const client = users.addClient('Console', {
      authFlows: { userSrp: true },
      disableOAuth: true,
      accessTokenValidity: Duration.hours(8),
      preventUserExistenceErrors: true,
    });
    return { users, client };
  }
}

/** Each index is named after what it answers; only `due` is a mere hint and needs no more than keys. */
export const indexes: readonly (readonly [name: string, projection: ProjectionType])[] = [
  ['timeline', ProjectionType.ALL],
  ['ledger', ProjectionType.ALL],
  ['due', ProjectionType.KEYS_ONLY],
  ['worklist', ProjectionType.KEYS_ONLY],
];
