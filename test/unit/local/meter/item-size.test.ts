import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../../infra/local/meter/item-size.ts';

/** Bytes of a value, without the name that it stands under. */
const size = (value: Record<string, unknown>) => sizeOf({ n: value }) - 1;

/** By the rules of DynamoDB's guide, “Item sizes and formats”. */
describe('the size of an item', () => {
  it('is that of its names and values in UTF-8', () => {
    expect(sizeOf({})).toBe(0);
    expect(sizeOf({ pk: { S: 'visit' } })).toBe(7);
    expect(sizeOf({ pk: { S: 'visit' }, sk: { S: 'STATE' } })).toBe(14);
    expect(sizeOf({ 姓名: { S: '王伟' } })).toBe(12);
    expect(sizeOf({ n: { S: '🚗é' } })).toBe(1 + 4 + 2);
  });

  it.each([
    ['0', 1],
    ['5', 2],
    ['12', 2],
    ['123', 3],
    ['1200', 2],
    ['0.0012', 2],
    ['10.5', 3],
    ['1.50', 2],
    ['-5', 3],
    ['-123456', 5],
    ['1E+20', 2],
    ['-1.25e-7', 4],
    ['9'.repeat(38), 20],
  ])('number %s: a byte for two significant digits, one more, and one for a minus: %s', (N, bytes) => {
    expect(size({ N })).toBe(bytes);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['true', { BOOL: true }, 1],
    ['false', { BOOL: false }, 1],
    ['nothing', { NULL: true }, 1],
    ['an empty text', { S: '' }, 0],
    ['bytes, of which base64 makes more', { B: Buffer.alloc(10).toString('base64') }, 10],
    ['a set of texts', { SS: ['a', '好'] }, 4],
    ['a set of numbers', { NS: ['1', '-22', '333'] }, 2 + 3 + 3],
    ['a set of bytes', { BS: [Buffer.alloc(2).toString('base64'), Buffer.alloc(3).toString('base64')] }, 5],
    ['an empty list', { L: [] }, 3],
    ['an empty map', { M: {} }, 3],
    ['a list: a byte for each member', { L: [{ S: 'ab' }, { N: '1' }] }, 3 + (1 + 2) + (1 + 2)],
    ['a map: names, and a byte for each', { M: { a: { S: 'b' }, 名: { NULL: true } } }, 3 + 3 + (1 + 3 + 1)],
    [
      'maps and lists within each other',
      { M: { list: { L: [{ M: { x: { N: '10' } } }] } } },
      3 + (1 + 4 + (3 + (1 + (3 + (1 + 1 + 2))))),
    ],
  ])('%s', (_, value, bytes) => {
    expect(size(value)).toBe(bytes);
  });
});
