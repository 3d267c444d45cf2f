import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../infra/local/meter/item-size.ts';
import { Transactions } from '../../../../infra/local/meter/transaction.ts';
import { FakeEngine, item } from './an-engine.ts';

const fresh = { ConditionExpression: 'attribute_not_exists(#pk)' };
const put = (Item: Item, more: object = {}) => ({ Put: { TableName: 'visits', Item, ...more } });
const keyed = (pk: string) => ({ TableName: 'visits', Key: { pk: { S: pk } } });
const kilobytes = (count: number) => 'x'.repeat(count * 1024 - 60);

/** Units by table or index, if the transaction is committed and if it is refused, and what was asked to know them. */
async function priced(there: readonly Item[], ...TransactItems: readonly object[]) {
  const engine = new FakeEngine();
  engine.items.push(...there);
  const { committed, refused } = await new Transactions(engine).priced({ TransactItems });
  const sums = (all: typeof committed) => {
    const units: Record<string, number> = {};
    for (const { index = 'table', units: each } of all) units[index] = (units[index] ?? 0) + each;
    return units;
  };
  return { units: sums(committed), refused: sums(refused), asked: engine.asked };
}

describe('a transaction that writes', () => {
  it('costs each item twice, in whole kilobytes', async () => {
    expect((await priced([], put(item('a'), fresh))).units).toEqual({ table: 2 });
    expect((await priced([], put(item('a', { words: kilobytes(1) })))).units).toEqual({ table: 2 });
    expect((await priced([], put(item('a', { words: kilobytes(1) + 'x'.repeat(60) })))).units).toEqual({
      table: 4,
    });
    expect((await priced([], put(item('a')), put(item('b')), put(item('c')))).units).toEqual({ table: 6 });
  });

  it('by the larger of what was there and what will be', async () => {
    const large = item('a', { words: kilobytes(3) });
    expect((await priced([large], put(item('a')))).units).toEqual({ table: 6 });
    expect((await priced([item('a')], put(large))).units).toEqual({ table: 6 });
    expect((await priced([large], { Delete: keyed('a') })).units).toEqual({ table: 6 });
    expect((await priced([large], { Update: keyed('a') })).units).toEqual({ table: 6 });
  });

  it('a condition alone costs like a write, also of what is not there', async () => {
    const indexed = item('a', { in: ['whole'], words: kilobytes(2) });
    expect((await priced([indexed], { ConditionCheck: keyed('a') })).units).toEqual({ table: 4 });
    expect((await priced([], { ConditionCheck: keyed('a') })).units).toEqual({ table: 2 });
    expect((await priced([], { Delete: keyed('a') })).units).toEqual({ table: 2 });
  });

  it('refused, it costs its items and no index', async () => {
    const { units, refused } = await priced([], put(item('a', { in: ['whole', 'keys'] })), put(item('b')));
    expect(units).toEqual({ table: 4, whole: 1, keys: 1 });
    expect(refused).toEqual({ table: 4 });
  });

  it('asks for nothing that it can know: what must be new was not there', async () => {
    expect((await priced([], put(item('a'), fresh))).asked).toEqual(['DescribeTable']);
    const other = { ConditionExpression: '#version = :expected' };
    expect((await priced([], put(item('a'), other), put(item('b')))).asked.toSorted()).toEqual([
      'DescribeTable', 'GetItem', 'GetItem',
    ]); // prettier-ignore
  });

  it('that holds nothing is the engine’s to refuse', async () => {
    await expect(priced([], {})).rejects.toThrow('writes nothing');
  });
});

describe('the indexes of what a transaction writes', () => {
  const everywhere = ['whole', 'keys', 'some'];
  const was = item('a', { in: everywhere, shown: 'one', hidden: 'one' });
  const ofIndexes = async (there: readonly Item[], ...writes: readonly object[]) => {
    const { table: _, ...indexes } = (await priced(there, ...writes)).units;
    return indexes;
  };

  it('get one write each for an item that is new to them, and one for one that leaves', async () => {
    const each = { whole: 1, keys: 1, some: 1 };
    expect(await ofIndexes([], put(was, fresh))).toEqual(each);
    expect(await ofIndexes([was], { Delete: keyed('a') })).toEqual(each);
    expect(await ofIndexes([was], put(item('a')))).toEqual(each);
    expect(await ofIndexes([item('a')], put(was))).toEqual(each);
  });

  it('get none for an item that lacks a part of their key', async () => {
    const { keysAt: _, ...half } = item('a', { in: ['keys'] });
    expect(await ofIndexes([], put(half))).toEqual({});
  });

  it.each<[changed: string, indexes: object]>([
    ['nothing', {}],
    ['hidden', { whole: 1 }],
    ['shown', { whole: 1, some: 1 }],
    ['keysAt', { whole: 1, keys: 2 }],
    ['someKey', { whole: 1, some: 2 }],
    ['wholeAt', { whole: 2 }],
  ])('when %s of it changes: %j', async (changed, indexes) => {
    const now = changed === 'nothing' ? was : { ...was, [changed]: { S: 'two' } };
    expect(await ofIndexes([was], put(now))).toEqual(indexes);
  });

  it('are charged by what they hold, not by the whole item, and not twice', async () => {
    const large = item('a', { in: everywhere, shown: 'x'.repeat(1024), hidden: kilobytes(3) });
    const { units } = await priced([], put(large, fresh));
    expect(units).toEqual({ table: 10, whole: 5, keys: 1, some: 2 });
    // A key that moves: what is deleted and what is put, each by its size.
    const moved = { ...large, someAt: { S: 'two' }, shown: { S: 'small' } };
    expect(await ofIndexes([large], put(moved))).toMatchObject({ some: 2 + 1 });
  });
});
