import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noted, tally, type Window, windowOf } from '../../../shared/visits/imports/progress.ts';
import { later } from '../../../shared/platform/time.ts';
import { recordRevision } from '../../../shared/visits/record.ts';
import { planCallback } from '../../../shared/callbacks/plan.ts';
import { aDealer } from '../../builders/dealer.ts';
import { monday } from '../../builders/times.ts';
import { aVisit } from '../../builders/visit.ts';

const refusal = { type: 'urn:huifang:problem:invalid-request', title: 't', detail: 'd' };

describe('what came of rows', () => {
  it('is taken, refused or missing, each row exactly once, in whatever batches it came', () => {
    const row = fc.record({ row: fc.integer({ min: 1, max: 450 }), refused: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 300 }), fc.integer({ min: 1, max: 500 }), (rows, total) => {
        const windows = new Map<number, Window>();
        const ends = new Map<number, boolean>();
        for (const { row: number, refused } of rows) {
          const outcome = { digest: 'x', ...(refused && { refusal }) };
          const window = noted(windows.get(windowOf(number)), new Map([[number, outcome]]));
          if (window) windows.set(windowOf(number), window);
          ends.set(number, refused && ends.get(number) !== false);
        }
        const told = tally([...windows.values()], [1, total]);
        const seen = new Map<number, string>();
        for (const [from, to] of told.taken) for (let n = from; n <= to; n += 1) seen.set(n, 'taken');
        for (const [from, to] of told.missing) for (let n = from; n <= to; n += 1) seen.set(n, 'missing');
        for (const each of told.refused) seen.set(each.row, 'refused');
        for (let n = 1; n <= total; n += 1) {
          const refused = ends.get(n);
          expect(seen.get(n)).toBe(refused === undefined ? 'missing' : refused ? 'refused' : 'taken');
        }
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });

  it('reaches over the end of a page', () => {
    const window = { rows: { '99': { to: 103, digest: 'x' }, '105': { digest: 'y' } } };
    expect(tally([window], [101, 105])).toEqual({ taken: [[105, 105]], refused: [], missing: [[104, 104]] });
  });

  it('stays taken, whatever comes later', () => {
    const before = { rows: { '1': { digest: 'x' } } };
    expect(noted(before, new Map([[1, { digest: 'y', refusal }]]))).toBeUndefined();
  });
});

describe('imported history', () => {
  const live = aVisit({ bodyDigest: 'body_1' });
  const history = aVisit({ bodyDigest: 'body_1', imported: { id: 'i', row: 1, followUp: false } });

  it('is never asked after, and the reason says so', () => {
    const plan = (isHistory: boolean) => planCallback({ ...aVisit(), isHistory }, aDealer());
    expect(plan(true)).toEqual({ kind: 'skip', reason: 'imported-history' });
    expect(plan(false)).toMatchObject({ kind: 'ask' });
  });

  it('neither moves nor withdraws what was told as it happened', () => {
    expect(recordRevision(live, history).next).toBeUndefined();
    const told = { ...history, bodyDigest: 'body_2', updatedAt: later(monday, { hours: 9 }) };
    for (const each of [told, { ...told, updatedAt: undefined }])
      expect(recordRevision(live, each)).toEqual({ status: 'stale', orderedBy: 'arrival' });
  });

  it('is older than whatever is told as it happens, and who served it counts no more', () => {
    const before = { ...history, updatedAt: later(monday, { hours: 9 }), advisorId: 'A09' };
    const told = { ...live, bodyDigest: 'body_2', updatedAt: later(monday, { hours: 8 }) };
    const after = recordRevision(before, told);
    expect(after).toMatchObject({ status: 'corrected', next: { ...told, newestUpdatedAt: told.updatedAt } });
    const [late, early] = [recordRevision(told, before), recordRevision(undefined, told)];
    expect(late).toEqual({ status: 'stale', orderedBy: 'updatedAt' });
    expect(after.next?.served).toEqual([{ ...early.next?.served?.[0], revision: 2 }]);
  });

  it('is an ordinary visit once it is told as it happens, with the same body too', () => {
    expect(recordRevision(history, live)).toMatchObject({ status: 'corrected' });
    expect(recordRevision(history, { ...live, bodyDigest: 'body_2' })).toMatchObject({ status: 'corrected' });
    expect(recordRevision(history, history)).toMatchObject({ status: 'unchanged' });
  });
});
