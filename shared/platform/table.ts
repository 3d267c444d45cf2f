import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { invalid } from './problem.ts';

/** An item of the one table: `pk` names the aggregate, `sk` the part of it. */
export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

export type Index = 'timeline' | 'ledger' | 'due' | 'worklist';

/** Which items of an index, or without one of a collection: the key, and optionally bounds of the sort key. */
export interface PageQuery {
  readonly index?: Index;
  readonly key: string;
  readonly upTo?: string;
  readonly from?: string;
  readonly newestFirst?: boolean;
}

/** A page of items; `next` is an opaque cursor for the page after it. */
export interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
}

/** Somebody else wrote the same aggregate in between: read again and decide again. */
export class Conflict extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Conflict';
  }
}

const written = { removeUndefinedValues: true };
const keyPart = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
const cursorSchema = v.pipe(
  v.string(),
  v.base64(),
  v.transform(atob),
  v.parseJson(),
  v.record(v.string(), keyPart),
);

/** The one table: reads by key and by index, conditional writes, transactions. It never scans. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  /** One item as it is now (a consistent read). */
  async get(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const found = await this.#client.send(
      new GetItemCommand({ TableName: this.#name, Key: marshall({ pk, sk }), ConsistentRead: true }),
    );
    return found.Item && unmarshall(found.Item);
  }

  /** All items of a collection, or those whose `sk` begins with a prefix, in order (consistent reads). */
  async collection(pk: string, prefix?: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#name,
          ConsistentRead: true,
          KeyConditionExpression: prefix ? '#pk = :pk AND begins_with(#sk, :prefix)' : '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'pk', ...(prefix && { '#sk': 'sk' }) },
          ExpressionAttributeValues: marshall({ ':pk': pk, ...(prefix && { ':prefix': prefix }) }),
          ExclusiveStartKey: start,
        }),
      );
      items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  }

  /** One page of an index or a collection (eventually consistent). Throws a 400 problem when the cursor is not of this list. */
  async page(query: PageQuery, limit: number, cursor?: string): Promise<Page> {
    const { index, key } = query;
    const [partition, sort] = keyNames(index);
    const { from, upTo } = boundsOf(query);
    const found = await this.#client.send(
      new QueryCommand({
        TableName: this.#name,
        IndexName: index,
        KeyConditionExpression: '#key = :key AND #at BETWEEN :from AND :upTo',
        ExpressionAttributeNames: { '#key': partition, '#at': sort },
        ExpressionAttributeValues: marshall({ ':key': key, ':from': from, ':upTo': upTo }),
        ConsistentRead: index === undefined,
        ScanIndexForward: !query.newestFirst,
        Limit: limit,
        ...(cursor !== undefined && { ExclusiveStartKey: startOf(cursor, query) }),
      }),
    );
    const items = (found.Items ?? []).map((item) => unmarshall(item));
    if (!found.LastEvaluatedKey) return { items };
    return { items, next: btoa(JSON.stringify(unmarshall(found.LastEvaluatedKey))) };
  }

  /** Everything that an index holds for a query, page by page. */
  async all(query: PageQuery): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    let cursor: string | undefined;
    do {
      const page: Page = await this.page(query, 200, cursor);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor);
    return items;
  }

  /** Puts one item if its key is free; false if it is taken. */
  async putNew(item: Item): Promise<boolean> {
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#name,
          Item: marshall(item, written),
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': 'pk' },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /**
   * Counts one more at a key up to a limit; false when the limit is reached, and then nothing is counted. The count goes
   * with its item when that expires (epoch seconds).
   */
  async countUpTo(limit: number, pk: string, sk: string, expiresAt: number): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#name,
          Key: marshall({ pk, sk }),
          UpdateExpression: 'ADD #n :one SET #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(#n) OR #n < :limit',
          ExpressionAttributeNames: { '#n': 'n', '#expiresAt': 'expiresAt' },
          ExpressionAttributeValues: marshall({ ':one': 1, ':limit': limit, ':expiresAt': expiresAt }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Adds to the count at a key and answers how much it is now. */
  async add(amount: number, pk: string, sk: string): Promise<number> {
    const { Attributes } = await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#name,
        Key: marshall({ pk, sk }),
        UpdateExpression: 'ADD #n :amount SET #v = :v',
        ExpressionAttributeNames: { '#n': 'n', '#v': 'v' },
        ExpressionAttributeValues: marshall({ ':amount': amount, ':v': 1 }),
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return v.parse(v.object({ n: v.number() }), Attributes && unmarshall(Attributes)).n;
  }

  /** Deletes one item; nothing happens if it is not there. */
  async remove(pk: string, sk: string): Promise<void> {
    await this.#client.send(new DeleteItemCommand({ TableName: this.#name, Key: marshall({ pk, sk }) }));
  }

  /** A put that fails with `Conflict` unless the item's `version` is the expected one (0: it must not exist). */
  putVersion(item: Item, expectedVersion: number): TransactWriteItem {
    const fresh = expectedVersion === 0;
    return {
      Put: {
        TableName: this.#name,
        Item: marshall(item, written),
        ConditionExpression: fresh ? 'attribute_not_exists(#pk)' : '#version = :expected',
        ExpressionAttributeNames: fresh ? { '#pk': 'pk' } : { '#version': 'version' },
        ...(!fresh && { ExpressionAttributeValues: marshall({ ':expected': expectedVersion }) }),
      },
    };
  }

  /** A put inside a transaction, whatever was there. */
  put(item: Item): TransactWriteItem {
    return { Put: { TableName: this.#name, Item: marshall(item, written) } };
  }

  /** Commits all writes or none. Throws `Conflict` when a condition or a concurrent transaction stood against it. */
  async commit(writes: readonly TransactWriteItem[]): Promise<void> {
    try {
      await this.#client.send(new TransactWriteItemsCommand({ TransactItems: [...writes] }));
    } catch (error) {
      if (error instanceof TransactionCanceledException && isConflict(error)) {
        throw new Conflict('the aggregate was changed in between');
      }
      throw error;
    }
  }
}

/** The attributes by which an index, or without one a collection, finds and sorts its items. */
function keyNames(index: Index | undefined): [partition: string, sort: string] {
  return index ? [`${index}Key`, `${index}At`] : ['pk', 'sk'];
}

function boundsOf({ from, upTo }: PageQuery): { from: string; upTo: string } {
  return { from: from || ' ', upTo: upTo ?? '\uffff' };
}

/** Where a page begins. The table answers a cursor of another list with a fault of ours, so it is refused before. */
function startOf(cursor: string, query: PageQuery): Record<string, AttributeValue> {
  const parsed = v.safeParse(cursorSchema, cursor);
  if (parsed.success && isWithin(parsed.output, query)) return marshall(parsed.output);
  throw invalid('The cursor is not one of ours.', [
    { pointer: '/next', detail: 'must be the `next` of the page before, unchanged' },
  ]);
}

function isWithin(start: Readonly<Record<string, string>>, query: PageQuery): boolean {
  const [partition, sort] = keyNames(query.index);
  const { from, upTo } = boundsOf(query);
  const names = new Set(['pk', 'sk', partition, sort]);
  if (Object.keys(start).length !== names.size || ![...names].every((name) => name in start)) return false;
  const at = start[sort] ?? '';
  return start[partition] === query.key && from <= at && at <= upTo;
}

function isConflict(error: TransactionCanceledException): boolean {
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  return codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
}
