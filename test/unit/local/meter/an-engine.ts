import * as v from 'valibot';
import type { Item } from '../../../../infra/local/meter/item-size.ts';
import { EngineConnection } from '../../../../infra/local/runtime/engine-connection.ts';

const Asked = v.looseObject({ Key: v.optional(v.record(v.string(), v.object({ S: v.string() })), {}) });

/** An engine that holds items under `pk` in a table with one index of each kind. */
export class FakeEngine extends EngineConnection {
  readonly items: Item[] = [];
  readonly asked: string[] = [];

  constructor() {
    super('http://127.0.0.1:1');
  }

  override call(target: string, input: object): Promise<unknown> {
    this.asked.push(target.replace(/^.*\./, ''));
    if (target.endsWith('DescribeTable')) return Promise.resolve({ Table: shape });
    const { Key } = v.parse(Asked, input);
    const found = this.items.find((item) => item['pk']?.['S'] === Key['pk']?.S);
    return Promise.resolve(found ? { Item: found } : {});
  }
}

const index = (IndexName: string, ProjectionType: string, more: object = {}) => ({
  IndexName,
  KeySchema: [{ AttributeName: `${IndexName}Key` }, { AttributeName: `${IndexName}At` }],
  Projection: { ProjectionType, ...more },
});
const shape = {
  KeySchema: [{ AttributeName: 'pk' }],
  GlobalSecondaryIndexes: [
    index('whole', 'ALL'),
    index('keys', 'KEYS_ONLY'),
    index('some', 'INCLUDE', { NonKeyAttributes: ['shown'] }),
  ],
};

/** An item that is in those of the indexes that are named, with further texts. */
export function item(
  pk: string,
  { in: indexes = [], ...texts }: Texts & { in?: readonly string[] } = {},
): Item {
  const names = indexes.flatMap((name) => [`${name}Key`, `${name}At`]);
  return {
    pk: { S: pk },
    ...Object.fromEntries(names.map((name) => [name, { S: 'k' }])),
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
  };
}

interface Texts {
  readonly shown?: string;
  readonly hidden?: string;
  readonly words?: string;
}
