import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTableCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { Resource } from './template.ts';

const KeySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }));
const Projection = v.object({
  ProjectionType: v.picklist(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: v.optional(v.array(v.string())),
});
// What the engine does not know of an index (throughput limits, insights) is left out.
const Index = v.object({ IndexName: v.string(), KeySchema, Projection });
const TableProperties = v.object({
  AttributeDefinitions: v.array(
    v.object({ AttributeName: v.string(), AttributeType: v.picklist(['S', 'N', 'B']) }),
  ),
  KeySchema,
  GlobalSecondaryIndexes: v.optional(v.array(Index)),
  LocalSecondaryIndexes: v.optional(v.array(Index)),
  StreamSpecification: v.optional(
    v.object({ StreamViewType: v.picklist(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) }),
  ),
  TimeToLiveSpecification: v.optional(
    v.object({ AttributeName: v.optional(v.string()), Enabled: v.boolean() }),
  ),
});
type TableProperties = v.InferOutput<typeof TableProperties>;

/** A table of the template as it stands in the engine. */
export interface Table {
  name: string;
  arn: string;
  /** The stream as the template names it. */
  streamArn: string;
  /** The stream as the engine names it; undefined where the template asks for none. */
  engineStreamArn: string | undefined;
  /** The attribute that holds an item's end of life, epoch seconds. */
  timeToLiveAttribute: string | undefined;
}

/**
 * Brings the engine's tables into the shape that the template asks for: absent ones are created, indexes added or removed.
 *
 * Throws when a kept table has other keys than the template's, since those cannot be changed.
 */
export async function createTables(engineUrl: string, resources: Resource[]): Promise<Table[]> {
  const client = new DynamoDBClient({
    endpoint: engineUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'cloud', secretAccessKey: 'local' },
  });
  const tables: Table[] = [];
  for (const resource of resources) {
    const wanted = v.parse(TableProperties, resource.properties);
    const description = await tableOf(client, resource.ref, wanted);
    const ttl = wanted.TimeToLiveSpecification;
    tables.push({
      name: resource.ref,
      arn: resource.attributes['Arn'] ?? '',
      streamArn: resource.attributes['StreamArn'] ?? '',
      engineStreamArn: wanted.StreamSpecification && description.LatestStreamArn,
      timeToLiveAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
    });
  }
  client.destroy();
  return tables;
}

async function tableOf(
  client: DynamoDBClient,
  name: string,
  wanted: TableProperties,
): Promise<TableDescription> {
  const present = await describe(client, name);
  if (!present) {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: wanted.AttributeDefinitions,
        KeySchema: wanted.KeySchema,
        GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes,
        LocalSecondaryIndexes: wanted.LocalSecondaryIndexes,
        StreamSpecification: wanted.StreamSpecification && {
          StreamEnabled: true,
          StreamViewType: wanted.StreamSpecification.StreamViewType,
        },
      }),
    );
    return active(client, name);
  }
  if (!sameKeys(present.KeySchema, wanted.KeySchema))
    throw new Error(`The kept table ${name} has other keys than the template's: start with --fresh`);
  await adjustIndexes(client, name, present, wanted);
  return active(client, name);
}

async function adjustIndexes(
  client: DynamoDBClient,
  name: string,
  present: TableDescription,
  wanted: TableProperties,
): Promise<void> {
  const same = (index: v.InferOutput<typeof Index>) =>
    present.GlobalSecondaryIndexes?.some(
      (kept) =>
        kept.IndexName === index.IndexName &&
        sameKeys(kept.KeySchema, index.KeySchema) &&
        kept.Projection?.ProjectionType === index.Projection.ProjectionType,
    ) ?? false;
  const added = (wanted.GlobalSecondaryIndexes ?? []).filter((index) => !same(index));
  const removed = (present.GlobalSecondaryIndexes ?? []).filter(
    (kept) =>
      !wanted.GlobalSecondaryIndexes?.some((index) => index.IndexName === kept.IndexName && same(index)),
  );
  const changes = [
    ...removed.map(({ IndexName }) => ({ Delete: { IndexName } })),
    ...added.map((index) => ({ Create: index })),
  ];
  for (const change of changes) {
    await client.send(
      new UpdateTableCommand({
        TableName: name,
        AttributeDefinitions: wanted.AttributeDefinitions,
        GlobalSecondaryIndexUpdates: [change],
      }),
    );
    await active(client, name);
  }
}

type Key = { AttributeName?: string | undefined; KeyType?: string | undefined };

function sameKeys(one: Key[] | undefined, other: Key[] | undefined): boolean {
  const written = (keys: Key[] = []) => keys.map((key) => `${key.KeyType}:${key.AttributeName}`).join();
  return written(one) === written(other);
}

async function active(client: DynamoDBClient, name: string): Promise<TableDescription> {
  for (;;) {
    const table = await describe(client, name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    if (table?.TableStatus === 'ACTIVE' && indexes.every((index) => index.IndexStatus === 'ACTIVE'))
      return table;
    await sleep(20);
  }
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (cause) {
    if (cause instanceof ResourceNotFoundException) return undefined;
    throw cause;
  }
}
