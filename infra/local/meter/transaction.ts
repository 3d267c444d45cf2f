import * as v from 'valibot';
import { isDeepStrictEqual } from 'node:util';
import type { EngineConnection } from '../runtime/engine-connection.ts';
import type { Consumed } from './capacity.ts';
import { type Item, ItemSchema, sizeOf } from './item-size.ts';

const KeySchema = v.array(v.object({ AttributeName: v.string() }));
const Description = v.object({
  Table: v.object({
    KeySchema,
    GlobalSecondaryIndexes: v.optional(
      v.array(
        v.object({
          IndexName: v.string(),
          KeySchema,
          Projection: v.object({
            ProjectionType: v.string(),
            NonKeyAttributes: v.optional(v.array(v.string()), []),
          }),
        }),
      ),
      [],
    ),
  }),
});
type TableShape = v.InferOutput<typeof Description>['Table'];

const Keyed = v.object({ TableName: v.string(), Key: ItemSchema });
const Transaction = v.object({
  TransactItems: v.array(
    v.object({
      Put: v.optional(
        v.object({
          TableName: v.string(),
          Item: ItemSchema,
          ConditionExpression: v.optional(v.string(), ''),
        }),
      ),
      Update: v.optional(Keyed),
      Delete: v.optional(Keyed),
      ConditionCheck: v.optional(Keyed),
    }),
  ),
});
const Found = v.object({ Item: v.optional(ItemSchema) });

interface Write {
  table: string;
  shape: TableShape;
  /** What is there before, and afterwards; an update counts as if it left the item as it was. */
  before: Item | undefined;
  after: Item | undefined;
  /** A condition only: it costs like a write and changes nothing. */
  checks: boolean;
}

/**
 * The units of transactions that write, by AWS's rules instead of the engine's word: DynamoDB Local counts writes of
 * equal size in one transaction only once, and then all four times, those of the indexes too.
 */
export class Transactions {
  readonly #engine: EngineConnection;
  readonly #shapes = new Map<string, Promise<TableShape>>();

  constructor(engine: EngineConnection) {
    this.#engine = engine;
  }

  /** To be asked before the transaction, since it looks at what is there: what it costs if it is committed, or if it is refused. */
  async priced(input: unknown): Promise<{ committed: Consumed[]; refused: Consumed[] }> {
    const { TransactItems } = v.parse(Transaction, input);
    const writes = await Promise.all(TransactItems.map((one) => this.#write(one)));
    const refused = writes.map((write) => ({
      table: write.table,
      index: undefined,
      // Prepared and committed.
      units: 2 * kilobytes(Math.max(sizeOf(write.before ?? {}), sizeOf(write.after ?? {}))),
    }));
    return { committed: [...refused, ...writes.flatMap(ofIndexes)], refused };
  }

  async #write(one: v.InferOutput<typeof Transaction>['TransactItems'][number]): Promise<Write> {
    const { Put, ConditionCheck, Update, Delete } = one;
    if (Put) {
      const shape = await this.#shapeOf(Put.TableName);
      const isNew = /^attribute_not_exists\([^)]*\)$/.test(Put.ConditionExpression);
      const key = Object.fromEntries(
        Object.entries(Put.Item).filter(([name]) =>
          shape.KeySchema.some((part) => part.AttributeName === name),
        ),
      );
      const before = isNew ? undefined : await this.#found(Put.TableName, key);
      return { table: Put.TableName, shape, before, after: Put.Item, checks: false };
    }
    const keyed = ConditionCheck ?? Update ?? Delete;
    if (!keyed) throw new Error('a transaction writes nothing');
    const before = await this.#found(keyed.TableName, keyed.Key);
    return {
      table: keyed.TableName,
      shape: await this.#shapeOf(keyed.TableName),
      before,
      after: Delete ? undefined : before,
      checks: ConditionCheck !== undefined,
    };
  }

  async #found(table: string, key: Item): Promise<Item | undefined> {
    const asked = { TableName: table, Key: key, ConsistentRead: true };
    return v.parse(Found, await this.#engine.call('DynamoDB_20120810.GetItem', asked)).Item;
  }

  #shapeOf(table: string): Promise<TableShape> {
    const known =
      this.#shapes.get(table) ??
      this.#engine
        .call('DynamoDB_20120810.DescribeTable', { TableName: table })
        .then((described) => v.parse(Description, described).Table);
    this.#shapes.set(table, known);
    return known;
  }
}

/** AWS writes indexes after the transaction, once: nothing if what they hold stays, two writes if their key moves. */
function ofIndexes({ table, shape, before, after, checks }: Write): Consumed[] {
  if (checks) return [];
  return shape.GlobalSecondaryIndexes.flatMap((index) => {
    const held = projected(before, index, shape);
    const holds = projected(after, index, shape);
    if (isDeepStrictEqual(held, holds)) return [];
    const isMoved = held && holds && index.KeySchema.some((key) => !sameAt(held, holds, key.AttributeName));
    const units =
      held && holds && !isMoved
        ? kilobytes(Math.max(sizeOf(held), sizeOf(holds)))
        : (held ? kilobytes(sizeOf(held)) : 0) + (holds ? kilobytes(sizeOf(holds)) : 0);
    return [{ table, index: index.IndexName, units }];
  });
}

/** What an index holds of an item: nothing if a part of its key is missing. */
function projected(
  item: Item | undefined,
  index: TableShape['GlobalSecondaryIndexes'][number],
  shape: TableShape,
): Item | undefined {
  if (!item || !index.KeySchema.every((key) => item[key.AttributeName])) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  const kept = new Set([
    ...[...shape.KeySchema, ...index.KeySchema].map((key) => key.AttributeName),
    ...index.Projection.NonKeyAttributes,
  ]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

function sameAt(one: Item, other: Item, name: string): boolean {
  return isDeepStrictEqual(one[name], other[name]);
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}
