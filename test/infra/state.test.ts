import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { demo } from '../../infra/groups/demo.ts';
import { appOf, deployDemo } from './deployment.ts';

const house = deployDemo();

const KeySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }));
const tables = house.all(
  'AWS::DynamoDB::Table',
  v.object({
    KeySchema,
    BillingMode: v.string(),
    DeletionProtectionEnabled: v.boolean(),
    PointInTimeRecoverySpecification: v.object({ PointInTimeRecoveryEnabled: v.boolean() }),
    StreamSpecification: v.object({ StreamViewType: v.string() }),
    AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.string() })),
    GlobalSecondaryIndexes: v.array(
      v.object({
        IndexName: v.string(),
        KeySchema,
        Projection: v.object({ ProjectionType: v.string() }),
      }),
    ),
  }),
);

function keysOf(schema: v.InferOutput<typeof KeySchema>): string {
  return schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
}

describe('the table', () => {
  const [table] = tables;

  it('is one, of items in collections', () => {
    expect(tables).toHaveLength(1);
    expect(keysOf(table?.properties.KeySchema ?? [])).toBe('pk HASH, sk RANGE');
  });

  it('has four indexes, each named after what it answers', () => {
    const indexes = table?.properties.GlobalSecondaryIndexes ?? [];
    expect(indexes.map(({ IndexName, KeySchema: keys }) => `${IndexName}: ${keysOf(keys)}`)).toEqual([
      'timeline: timelineKey HASH, timelineAt RANGE',
      'ledger: ledgerKey HASH, ledgerAt RANGE',
      'due: dueKey HASH, dueAt RANGE',
      'worklist: worklistKey HASH, worklistAt RANGE',
    ]);
  });

  it('has whole events in the indexes of events, and only keys in those that are hints', () => {
    const indexes = table?.properties.GlobalSecondaryIndexes ?? [];
    const projections = indexes.map(({ IndexName, Projection }) => [IndexName, Projection.ProjectionType]);
    expect(Object.fromEntries(projections)).toEqual({
      timeline: 'ALL',
      ledger: 'ALL',
      due: 'KEYS_ONLY',
      worklist: 'KEYS_ONLY',
    });
  });

  it('has keys of text only', () => {
    const others = table?.properties.AttributeDefinitions.filter(
      ({ AttributeType }) => AttributeType !== 'S',
    );
    expect(others).toEqual([]);
  });

  it('can be restored to any moment', () => {
    expect(table?.properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(true);
  });

  it('cannot be deleted by mistake, neither by hand nor with its stack', () => {
    expect(table?.properties.DeletionProtectionEnabled).toBe(true);
    expect([table?.deletionPolicy, table?.replacePolicy]).toEqual(['Retain', 'Retain']);
  });

  it('streams every item as it was written, for the relay', () => {
    expect(table?.properties.StreamSpecification.StreamViewType).toBe('NEW_IMAGE');
  });

  it('is paid by request', () => {
    expect(table?.properties.BillingMode).toBe('PAY_PER_REQUEST');
  });
});

describe('the seals', () => {
  const [bucket] = house.all(
    'AWS::S3::Bucket',
    v.object({
      ObjectLockEnabled: v.boolean(),
      ObjectLockConfiguration: v.object({
        Rule: v.object({ DefaultRetention: v.object({ Mode: v.string(), Days: v.number() }) }),
      }),
      VersioningConfiguration: v.object({ Status: v.string() }),
      BucketEncryption: v.object({}),
      PublicAccessBlockConfiguration: v.record(v.string(), v.boolean()),
    }),
  );

  it('are locked for four years, from whoever owns the account too', () => {
    expect(bucket?.properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1460 } } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect([bucket?.deletionPolicy, bucket?.replacePolicy]).toEqual(['Retain', 'Retain']);
  });

  it('are never public', () => {
    expect(Object.values(bucket?.properties.PublicAccessBlockConfiguration ?? {})).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('what must last', () => {
  it('the secret and the users outlive their stack', () => {
    const kept = [
      ...house.all('AWS::SecretsManager::Secret', v.object({})),
      ...house.all('AWS::Cognito::UserPool', v.object({})),
    ];
    expect(kept.map(({ deletionPolicy, replacePolicy }) => [deletionPolicy, replacePolicy])).toEqual([
      ['Retain', 'Retain'],
      ['Retain', 'Retain'],
    ]);
  });

  it('nobody signs up by themselves, and the pool cannot be deleted', () => {
    const pools = house.all(
      'AWS::Cognito::UserPool',
      v.object({
        DeletionProtection: v.string(),
        AdminCreateUserConfig: v.object({ AllowAdminCreateUserOnly: v.boolean() }),
      }),
    );
    expect(pools.map(({ properties }) => properties)).toEqual([
      { DeletionProtection: 'ACTIVE', AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    ]);
  });

  it('staff sign in by password proof alone: no hosted page, no redirect', () => {
    const clients = house.all(
      'AWS::Cognito::UserPoolClient',
      v.object({
        AllowedOAuthFlowsUserPoolClient: v.optional(v.boolean(), false),
        AllowedOAuthFlows: v.optional(v.array(v.string()), []),
        CallbackURLs: v.optional(v.array(v.string()), []),
      }),
    );
    expect(clients.map(({ properties }) => properties)).toEqual([
      { AllowedOAuthFlowsUserPoolClient: false, AllowedOAuthFlows: [], CallbackURLs: [] },
    ]);
  });

  it('lies in a stack of its own, which is protected', () => {
    const { state, events, api } = appOf(demo);
    expect([state, events, api].map((stack) => stack.terminationProtection)).toEqual([true, false, false]);
  });
});
