import { describe, expect, it } from 'vitest';
import type { Item, Page, PageQuery } from '../../shared/platform/table.ts';
import { useTable } from './a-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();

/** An entry of a list in two indexes, as an event of a customer and of a dealer's month is. */
function entry(number: number, dealerId = 'cd-south', customerId = 'customer_1'): Item {
  const at = `2026-03-02T01:00:00.000Z#${String(number).padStart(4, '0')}`;
  return {
    pk: `${dealerId}-thing_${number}`,
    sk: 'EVENT#000001',
    number,
    timelineKey: customerId,
    timelineAt: at,
    ledgerKey: `${dealerId}#2026-03`,
    ledgerAt: at,
  };
}

async function put(items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += 100) {
    await store.table.commit(items.slice(start, start + 100).map((item) => store.table.put(item)));
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** All pages of a list, each as the numbers of its items. */
async function walk(query: PageQuery, limit: number): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const page: Page = await store.table.page(query, limit, cursor);
    pages.push(page.items.map((item) => item['number']));
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

async function cursorOf(query: PageQuery): Promise<string> {
  const { next } = await store.table.page(query, 2);
  if (next === undefined) throw new Error('the list has one page only');
  return next;
}

const timeline = { index: 'timeline', key: 'customer_1' } as const;
const ledger = { index: 'ledger', key: 'cd-south#2026-03' } as const;

describe('a list page by page', () => {
  it('shows each item once, in order, from either end', async () => {
    await put(upTo(7).map((number) => entry(number)));
    expect(await walk(timeline, 3)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await walk({ ...timeline, newestFirst: true }, 3)).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    expect((await walk({ key: 'cd-south-thing_3' }, 3)).flat()).toEqual([3]);
  });

  it('keeps to the bounds of what is asked for', async () => {
    await put(upTo(7).map((number) => entry(number)));
    const from = entry(3).ledgerAt;
    const until = entry(5).ledgerAt;
    expect((await walk({ ...ledger, from: String(from), upTo: String(until) }, 2)).flat()).toEqual([3, 4, 5]);
  });

  it('goes on where it was although items came and went in between', async () => {
    await put(upTo(4).map((number) => entry(number)));
    const next = await cursorOf(timeline);
    await store.table.remove('cd-south-thing_2', 'EVENT#000001');
    await put([entry(5)]);
    const page = await store.table.page(timeline, 10, next);
    expect(page.items.map((item) => item['number'])).toEqual([3, 4, 5]);
  });

  it('everything of a list comes whole, however many pages of the engine it takes', async () => {
    const long = 'x'.repeat(100_000);
    await put(
      upTo(24).map((number) => ({ ...entry(number), long, pk: 'heap_1', sk: `PART#${100 + number}` })),
    );
    expect((await store.table.collection('heap_1')).map((item) => item['number'])).toEqual(upTo(24));
    expect((await store.table.collection('heap_1', 'PART#10')).map((item) => item['number'])).toEqual(
      upTo(9),
    );
    expect((await store.table.all(timeline)).map((item) => item['number'])).toEqual(upTo(24));
    expect(store.meter.calls.filter((call) => call === 'Query').length).toBeGreaterThan(6);
  });
});

describe('a cursor that is not of this list is refused, and shows nothing', () => {
  const foreign: [what: string, PageQuery][] = [
    ["another customer's timeline", { index: 'timeline', key: 'customer_2' }],
    ["another dealer's ledger", { index: 'ledger', key: 'austin-north#2026-03' }],
    ['another index', ledger],
    ['a collection', { key: 'austin-north-thing_1' }],
  ];

  it.each(foreign)('%s', async (_, query) => {
    await put(upTo(4).map((number) => entry(number)));
    await put(upTo(4).map((number) => entry(number, 'austin-north', 'customer_2')));
    await put(upTo(4).map((number) => ({ pk: 'austin-north-thing_1', sk: `PART#${number}` })));
    const problem = await refusal(store.table.page(timeline, 2, await cursorOf(query)));
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer: '/next' }] });
  });

  it('one from outside the bounds', async () => {
    await put(upTo(4).map((number) => entry(number)));
    const next = await cursorOf(timeline);
    const bounded = { ...timeline, from: String(entry(3).timelineAt) };
    expect(await refusal(store.table.page(bounded, 2, next))).toMatchObject({ status: 400 });
  });

  const key = { pk: 'cd-south-thing_1', sk: 'EVENT#000001', timelineKey: 'customer_1', timelineAt: '2026#1' };
  const written = (value: unknown) => btoa(JSON.stringify(value));
  it.each([
    ['no base64', 'what is this?'],
    ['an empty object', written({})],
    ['no object', written(['customer_1'])],
    ['text', btoa('customer_1')],
    ['a key that lacks a part', written({ ...key, timelineAt: undefined })],
    ['a key with a part too many', written({ ...key, ledgerKey: 'cd-south#2026-03' })],
    ['a part that is empty', written({ ...key, sk: '' })],
    ['a part that is a number', written({ ...key, sk: 1 })],
    ['a part that is endless', written({ ...key, sk: 'x'.repeat(5000) })],
  ])('garbage: %s', async (_, cursor) => {
    await put(upTo(4).map((number) => entry(number)));
    expect(await refusal(store.table.page(timeline, 2, cursor))).toMatchObject({ status: 400 });
  });
});
