import { describe, expect, it } from 'vitest';
import { askingForUnits, unitsOf } from '../../../../infra/local/meter/capacity.ts';

const body = (content: unknown) => Buffer.from(JSON.stringify(content));
const read = (buffer: Buffer): unknown => JSON.parse(buffer.toString());
const query = { TableName: 'visits', IndexName: 'due' };

describe('a request', () => {
  it.each([{}, query, { TableName: 'visits', Item: { words: { S: 'a "quoted" 好' } } }])(
    '%j asks for its units by index, and nothing else changes',
    (request) => {
      const { body: asking, asked } = askingForUnits(body(request));
      expect(asked).toBe(false);
      expect(read(asking)).toEqual({ ...request, ReturnConsumedCapacity: 'INDEXES' });
    },
  );

  it.each([
    ['NONE', false],
    ['TOTAL', true],
    ['INDEXES', true],
  ])('that asks for %s itself: %s', (wanted, asks) => {
    const { body: asking, asked } = askingForUnits(body({ ...query, ReturnConsumedCapacity: wanted }));
    expect(asked).toBe(asks);
    expect(read(asking)).toEqual({ ...query, ReturnConsumedCapacity: 'INDEXES' });
  });

  it('in which a customer writes those words does not ask', () => {
    const request = { Item: { words: { S: 'x' }, ReturnConsumedCapacity: { S: 'y' } } };
    const { body: asking, asked } = askingForUnits(body(request));
    expect(asked).toBe(false);
    expect(read(asking)).toEqual({ ...request, ReturnConsumedCapacity: 'INDEXES' });
  });
});

describe('an answer', () => {
  const consumed = (units: number, more: object = {}) => ({
    TableName: 'visits',
    CapacityUnits: units,
    Table: { CapacityUnits: units },
    ...more,
  });

  it('tells the units of the table and of each index, and is given on without them', () => {
    const indexes = { GlobalSecondaryIndexes: { due: { CapacityUnits: 2 }, list: { CapacityUnits: 1 } } };
    const { consumed: told, without } = unitsOf(
      body(query),
      body({ Count: 1, ConsumedCapacity: consumed(3, indexes) }),
    );
    expect(told).toEqual([
      { table: 'visits', index: undefined, units: 3 },
      { table: 'visits', index: 'due', units: 2 },
      { table: 'visits', index: 'list', units: 1 },
    ]);
    expect(read(without)).toEqual({ Count: 1 });
  });

  it('of several tables tells each', () => {
    const both = [consumed(1), { ...consumed(2), TableName: 'dealers' }];
    const { consumed: told } = unitsOf(body({}), body({ ConsumedCapacity: both }));
    expect(told.map(({ table, units }) => [table, units])).toEqual([
      ['visits', 1],
      ['dealers', 2],
    ]);
  });

  it('that says nothing of units costs nothing', () => {
    expect(unitsOf(body({}), body({ Tables: [] })).consumed).toEqual([]);
  });

  it.each([
    [{}, 0.5],
    [{ ConsistentRead: false }, 0.5],
    [{ ConsistentRead: true }, 1],
  ])('to a query %j that finds nothing costs %s', (how, units) => {
    const { consumed: told } = unitsOf(body({ ...query, ...how }), body({ ConsumedCapacity: consumed(0) }));
    expect(told).toEqual([{ table: 'visits', index: undefined, units }]);
  });

  it('to a query of an index that finds nothing, it is the index that costs', () => {
    const empty = consumed(0, { GlobalSecondaryIndexes: { due: { CapacityUnits: 0 } } });
    const { consumed: told } = unitsOf(body(query), body({ ConsumedCapacity: empty }));
    expect(told.map(({ index, units }) => [index, units])).toEqual([
      [undefined, 0],
      ['due', 0.5],
    ]);
  });
});
