import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';
import type { PhoneMessage, Play, PlayedEvent } from '../../infra/local/play.ts';
import type { Customer } from './customer.ts';

const stored = v.looseObject({
  pk: v.string(),
  sk: v.string(),
  version: v.optional(v.number()),
  state: v.optional(v.record(v.string(), v.unknown())),
  event: v.optional(
    v.looseObject({
      id: v.string(),
      name: v.string(),
      customerId: v.optional(v.string()),
      cause: v.object({ kind: v.string(), id: v.string() }),
      facts: v.record(v.string(), v.unknown()),
    }),
  ),
  words: v.optional(v.object({ text: v.string() })),
  dueAt: v.optional(v.string()),
});
export type Stored = v.InferOutput<typeof stored>;

/** All that can be seen when everything is quiet. */
export interface World {
  readonly now: string;
  readonly customers: readonly Customer[];
  readonly items: readonly Stored[];
  readonly relayed: readonly Pick<PlayedEvent, 'id'>[];
  readonly phones: ReadonlyMap<string, readonly PhoneMessage[]>;
  readonly deadLetters: readonly unknown[];
}

/** Looks at table, bus, phones and dead letters as an operator. */
export async function worldOf(cloud: Cloud, play: Play, customers: readonly Customer[]): Promise<World> {
  await play.quiet();
  const phones = new Map<string, readonly PhoneMessage[]>();
  for (const { phone } of customers) phones.set(phone, await play.phone(phone));
  return {
    now: await play.now(),
    customers,
    items: await everyItem(cloud),
    relayed: await play.events(),
    phones,
    deadLetters: await play.deadLetters(),
  };
}

async function everyItem(cloud: Cloud): Promise<Stored[]> {
  const client = new DynamoDBClient({
    endpoint: cloud.doorUrl,
    region: cloud.template.region,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  });
  const [table] = cloud.template.ofType('AWS::DynamoDB::Table');
  const items: Stored[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table?.ref, ExclusiveStartKey: start }));
    for (const item of page.Items ?? []) items.push(v.parse(stored, unmarshall(item)));
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return items;
}
