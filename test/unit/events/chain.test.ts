import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { complete, eventItem } from '../../../shared/events/aggregate.ts';
import type { Attachment } from '../../../shared/events/attachment.ts';
import { digestOfJson, linksOf, salted, withHead } from '../../../shared/events/chain.ts';
import { prove, refsIn, type SealedHead } from '../../../shared/events/prove.ts';
import { keepWords } from '../../../shared/events/words.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { later } from '../../../shared/platform/time.ts';
import { monday } from '../../builders/times.ts';

const id = 'complaint_1';
const now = later(monday, { minutes: 1 });
const occasion = {
  cause: { kind: 'request', id: 'r' },
  actor: { kind: 'system' },
  happenedAt: monday,
  now,
} as const;

/** A complaint's collection after some changes, each with one event and words of its own. */
function aRecord(
  changes: number,
  { chainedFrom = 1, erasing }: { chainedFrom?: number; erasing?: string[] } = {},
): Item[] {
  const items: Item[] = [];
  let link: string | undefined;
  for (let version = 1; version <= changes; version += 1) {
    const words = keepWords(id, `reason-${version}`, { text: `because ${version}`, at: monday, by: 'li-na' });
    const fact = {
      name: 'complaint.force-close-approved',
      dealerId: 'cd-south',
      facts: { reason: words.ref },
    } as const;
    const erasure = {
      name: 'complaint.words-erased',
      dealerId: 'cd-south',
      facts: { how: 'by-phone', erased: erasing ?? [] },
    } as const;
    const isErasure = erasing !== undefined && version === changes;
    const event = complete(isErasure ? erasure : fact, id, version, occasion);
    const isChained = version >= chainedFrom;
    const attachments: readonly Attachment[] = isChained ? salted([words.attachment]) : [words.attachment];
    const [made] = linksOf(link, [event], isChained ? attachments : []);
    link = made?.link;
    items.push({ ...eventItem(event), ...(isChained && made) });
    items.push(...attachments.map(({ sk, content }) => ({ pk: id, sk, v: 1, ...content })));
  }
  const state = { pk: id, sk: 'STATE', v: 2, version: changes, state: { names: ['a'], forced: changes } };
  return [...items, link !== undefined && changes >= chainedFrom ? withHead(state, link) : state];
}

const wordsItem = v.object({ words: v.object({ text: v.string(), salt: v.string() }) });

function proven(items: readonly Item[], sealed: readonly SealedHead[] = []) {
  return prove(items, sealed, ({ key, digest }) => {
    const item = items.find(({ sk }) => sk === `WORDS#${key}`);
    if (!item) return undefined;
    return v.safeParse(wordsItem, item).success ? digest : '';
  });
}

/** The same items with one of them changed somewhere within. */
function changedSomewhere(item: Item, at: number): Item {
  const leaves = leavesOf(item).filter(([first = '']) => !/^(?:pk|sk|v|ledgerKey|ledgerAt)$/.test(first));
  return replaced(item, leaves[at % leaves.length] ?? []);
}

function leavesOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each).map((rest) => [key, ...rest]));
}

function replaced(item: Item, [first = '', ...rest]: readonly string[]): Item {
  return { ...item, [first]: within(item[first], rest) };
}

function within(value: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return typeof value === 'number' ? value + 1 : `${String(value)}!`;
  if (Array.isArray(value))
    return value.map((each: unknown, index) => (String(index) === first ? within(each, rest) : each));
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(entries.map(([key, each]) => [key, key === first ? within(each, rest) : each]));
}

describe('R54, R87: the record of an aggregate', () => {
  it('that nobody touched is whole, and ends where it ends', () => {
    const items = aRecord(3);
    const head = v.parse(
      v.object({ chain: v.object({ link: v.string(), state: v.string() }) }),
      items.at(-1),
    ).chain;
    expect(proven(items)).toEqual({ gone: [], head: { version: 3, ...head } });
  });

  it('whatever is changed in whatever item, the first link that does not hold is named', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(200), (which, at) => {
        const items = aRecord(3);
        const touched = items[which];
        if (!touched) throw new Error('there are seven items');
        const { broken } = proven(items.with(which, changedSomewhere(touched, at)));
        expect(broken).toBeDefined();
        // A state that tells of a fourth event misses that event.
        const versions = touched.sk === 'STATE' ? [3, 4] : [Number(/\d+$/.exec(touched.sk)?.[0])];
        expect(versions).toContain(broken?.version);
      }),
      { seed: 54, numRuns: 400 },
    );
  });

  it('an event that was removed, in the middle or at the end, is missing', () => {
    for (const version of [1, 2, 3]) {
      const sk = `EVENT#00000${version}`;
      const rest = aRecord(3).filter((item) => item.sk !== sk);
      expect(proven(rest).broken).toEqual({ version, flaw: 'event-missing', sk });
    }
  });

  it('that was rewritten as a whole, links included, is not as it was sealed', () => {
    const { head } = proven(aRecord(2));
    if (!head) throw new Error('the record does not hold');
    // Another record by the same rules: its salts differ, so that every link does.
    expect(proven(aRecord(3), [head]).broken).toMatchObject({ version: 2, flaw: 'not-as-sealed' });
  });

  it('that was cut off behind the seal, state included, misses its events', () => {
    const items = aRecord(3);
    const { head } = proven(items);
    const cut = aRecord(2);
    expect(proven(cut, head ? [head] : []).broken).toMatchObject({ version: 3, flaw: 'event-missing' });
    expect(proven([], head ? [head] : []).broken).toMatchObject({ version: 3, flaw: 'aggregate-missing' });
  });

  it('words that are gone are missing unless an event of the chain erased them', () => {
    const gone = (items: readonly Item[]) => items.filter(({ sk }) => sk !== 'WORDS#reason-2');
    expect(proven(gone(aRecord(3))).broken).toEqual({
      version: 2,
      flaw: 'words-missing',
      sk: 'WORDS#reason-2',
    });
    const proof = proven(gone(aRecord(4, { erasing: ['WORDS#reason-2'] })));
    expect(proof.broken).toBeUndefined();
    expect(proof.gone).toEqual([{ version: 2, sk: 'WORDS#reason-2', erasedIn: 4 }]);
  });

  it('events of before they were chained count as they stood when the chain began', () => {
    const items = aRecord(4, { chainedFrom: 3 });
    expect(proven(items).broken).toBeUndefined();
    const second = items.findIndex(({ sk }) => sk === 'EVENT#000002');
    const event = items[second];
    if (!event) throw new Error('there is no second event');
    // Nothing tells which of those was changed, only that the first link over them does not hold.
    expect(
      proven(items.with(second, replaced(event, ['event', 'facts', 'reason', 'key']))).broken,
    ).toBeDefined();
    expect(proven(items.with(second, replaced(event, ['event', 'name']))).broken).toEqual({
      version: 3,
      flaw: 'event-changed',
      sk: 'EVENT#000003',
    });
  });

  it('a link that was taken away is no way back to before', () => {
    const items = aRecord(3).map(({ pk, sk, chain: _, link: __, ...item }): Item => ({ ...item, pk, sk }));
    expect(proven(items).broken).toBeUndefined();
    const { head } = proven(aRecord(3));
    expect(proven(items, head ? [head] : []).broken).toMatchObject({ flaw: 'not-as-sealed' });
    const half = aRecord(3).map((item) => (item.sk === 'STATE' ? { ...item, chain: undefined } : item));
    expect(proven(half).broken).toEqual({ version: 3, flaw: 'head-missing', sk: 'STATE' });
  });
});

describe('digests', () => {
  it('do not depend on the order of members, which the table does not keep', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).toReversed());
        expect(digestOfJson(turned)).toBe(digestOfJson(record));
      }),
      { seed: 87, numRuns: 200 },
    );
  });

  it('are found however deep facts hold words', () => {
    const ref = { aggregateId: 'reply_1', key: 'text', digest: 'd' };
    expect(refsIn({ a: [{ b: ref }], c: ref })).toEqual([ref, ref]);
  });
});
