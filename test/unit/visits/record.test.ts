import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../../../shared/platform/time.ts';
import { recordChange, recordRevision } from '../../../shared/visits/record.ts';
import { type Visit, VisitSchema } from '../../../shared/visits/visit.ts';
import { committed } from '../../builders/committed.ts';
import { monday } from '../../builders/times.ts';
import { aVisit } from '../../builders/visit.ts';

/** A revision that the DMS dates by some hours after Monday morning. */
function revision(hours: number, overrides: Partial<Visit> = {}): Visit {
  return aVisit({ updatedAt: later(monday, { hours }), bodyDigest: `body_${hours}`, ...overrides });
}

const statusOf = (known: Visit | undefined, told: Visit) => recordRevision(known, told).status;

describe('R01: a revision of a repair order', () => {
  it('the first one is recorded', () => {
    const { state, events } = committed(
      recordChange(undefined, revision(1), { any: 'details' }),
      VisitSchema,
    );
    const { updatedAt, deliveredAt, bodyDigest } = revision(1);
    expect(state).toEqual({
      ...revision(1),
      revision: 1,
      newestUpdatedAt: updatedAt,
      served: [{ deliveredAt, updatedAt, bodyDigest, revision: 1, advisorId: 'A01' }],
    });
    expect(events).toEqual([
      {
        name: 'visit.recorded',
        dealerId: 'cd-south',
        customerId: 'customer_1',
        facts: {
          repairOrder: 'RO-1001',
          status: 'delivered',
          deliveredAt: revision(1).deliveredAt,
          advisorId: 'A01',
          revision: 1,
        },
      },
    ]);
  });

  it('a revision that gives the visit to another vehicle or customer names the former ones', () => {
    const moved = { customerId: 'customer_2', vehicleId: 'vehicle_2' };
    const change = recordChange(revision(1), revision(2, moved), {});
    expect(committed(change, VisitSchema).events[0]?.facts).toMatchObject({
      former: { customerId: 'customer_1', vehicleId: 'vehicle_1' },
    });
    const voided = recordChange(revision(1), revision(2, { status: 'void', vehicleId: 'vehicle_2' }), {});
    expect(voided?.events[0].facts).toMatchObject({ former: { vehicleId: 'vehicle_1' } });
    expect(recordChange(revision(1), revision(2), {})?.events[0].facts).not.toHaveProperty('former');
  });

  it('the details of each revision are an item of their own, so that earlier ones stay', () => {
    const first = recordChange(undefined, revision(1), { any: 'details' });
    const { receivedAt } = revision(1);
    expect(first?.attached).toEqual([
      { sk: 'DETAILS#000001', content: { details: { any: 'details' }, receivedAt } },
      // Only with the first: what leads here from the number of the order.
      { pk: 'orders_cd-south#RO-1001', sk: '2026-03-02', content: {} },
    ]);
    const second = recordChange(first?.state, revision(2), {});
    expect(second?.attached?.map(({ sk }) => sk)).toEqual(['DETAILS#000002']);
  });

  it('a visit that older code kept is revision 1', () => {
    expect(recordChange(revision(1), revision(2), {})?.attached?.map(({ sk }) => sk)).toEqual([
      'DETAILS#000002',
    ]);
  });

  it('the same again changes nothing, whenever it arrives', () => {
    const again = revision(1, { receivedAt: later(monday, { days: 9 }) });
    expect(statusOf(revision(1), again)).toBe('unchanged');
    expect(recordChange(revision(1), again, {})).toBeUndefined();
  });

  it('a newer one corrects, an older one is stale and changes nothing', () => {
    expect(statusOf(revision(1), revision(2))).toBe('corrected');
    expect(statusOf(revision(2), revision(1))).toBe('stale');
    const later = recordChange(undefined, revision(2), {})?.state;
    expect(recordChange(later, revision(1, { status: 'closed' }), {})).toBeUndefined();
  });

  it('void is told as voided, first or later, and an older void is stale', () => {
    expect(statusOf(undefined, revision(1, { status: 'void' }))).toBe('voided');
    expect(statusOf(revision(1), revision(2, { status: 'void' }))).toBe('voided');
    expect(statusOf(revision(2), revision(1, { status: 'void' }))).toBe('stale');
    const { names } = committed(recordChange(revision(1), revision(2, { status: 'void' }), {}), VisitSchema);
    expect(names).toEqual(['visit.voided']);
  });

  it('a voided visit that is told of again is corrected', () => {
    expect(statusOf(revision(1, { status: 'void' }), revision(2))).toBe('corrected');
  });

  it.each([
    [undefined, undefined],
    [later(monday, { hours: 5 }), undefined],
    [undefined, later(monday, { hours: 1 })],
  ])('where a side lacks updatedAt (known %s, told %s) the order of arrival counts', (known, told) => {
    const before = aVisit({ updatedAt: known, bodyDigest: 'before' });
    expect(statusOf(before, aVisit({ updatedAt: told, bodyDigest: 'after' }))).toBe('corrected');
  });

  it('without updatedAt an order only goes forward: what has got less far is stale', () => {
    const undated = (status: Visit['status']) => aVisit({ status, bodyDigest: status });
    expect(statusOf(undated('delivered'), undated('open'))).toBe('stale');
    expect(recordRevision(undated('delivered'), undated('closed')).orderedBy).toBe('lifecycle');
    expect(statusOf(undated('void'), undated('delivered'))).toBe('stale');
    expect(statusOf(undated('open'), undated('delivered'))).toBe('corrected');
  });

  it('an undated revision does not make room for dated ones older than the newest', () => {
    const newest = recordChange(revision(2), aVisit({ bodyDigest: 'undated' }), {})?.state;
    expect(newest).toMatchObject({ newestUpdatedAt: revision(2).updatedAt, bodyDigest: 'undated' });
    expect(statusOf(newest, revision(1))).toBe('stale');
    expect(statusOf(newest, revision(2))).toBe('stale');
    expect(statusOf(newest, revision(3))).toBe('corrected');
  });

  it('of two bodies with the same updatedAt the one that has got further counts, whichever arrives first', () => {
    const [open, delivered] = [revision(1, { status: 'open', bodyDigest: 'z' }), revision(1)];
    expect(statusOf(open, delivered)).toBe('corrected');
    expect(statusOf(delivered, open)).toBe('stale');
  });

  /** What revisions lead to, in the order of their arrival. */
  function after(arrivals: readonly Visit[]): Visit | undefined {
    let known: Visit | undefined;
    for (const told of arrivals) {
      const change = recordChange(known, told, {});
      const { status } = recordRevision(known, told);
      if (status === 'unchanged') expect(change).toBeUndefined();
      else if (status !== 'stale') expect(change).toBeDefined();
      known = change?.state ?? known;
    }
    return known;
  }

  /** A visit without the numbers of its revisions, which count their arrival. */
  function unnumbered(visit: Visit | undefined) {
    const served = visit?.served?.map((each) => ({ ...each, revision: 0 }));
    return { ...visit, served, revision: 0, newest: 0 };
  }

  const statuses = fc.constantFrom<Visit['status']>('open', 'closed', 'delivered', 'void');

  /** All of some revisions in any order, some of them repeatedly, before or after the others. */
  function inAnyOrder(revisions: fc.Arbitrary<Visit[]>) {
    return revisions.chain((all) => {
      const repeated = fc.array(fc.constantFrom(...all), { maxLength: 6 });
      return fc
        .tuple(repeated, fc.shuffledSubarray(all, { minLength: all.length }), repeated)
        .map(([early, once, late]) => ({ all, arrivals: [...early, ...once, ...late] }));
    });
  }

  it('of two bodies with the same updatedAt and progress the content decides, and the answer says so', () => {
    const [a, b] = [revision(1, { bodyDigest: 'a' }), revision(1, { bodyDigest: 'b' })];
    expect(recordRevision(a, b)).toMatchObject({ status: 'corrected', orderedBy: 'content' });
    expect(recordRevision(b, a)).toMatchObject({ status: 'stale', orderedBy: 'content' });
    expect(recordRevision(a, a)).toMatchObject({ status: 'unchanged', orderedBy: 'updatedAt' });
    expect(recordRevision(b, revision(2, { bodyDigest: 'a' }))).toMatchObject({ orderedBy: 'updatedAt' });
  });

  it('any interleaving, repetition and order of dated revisions ends as the right order does', () => {
    const revisions = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 4 }), statuses), { minLength: 1, maxLength: 7 })
      .map((drawn) =>
        drawn.map(([hours, status], n) => revision(hours, { status, bodyDigest: `body_${n}` })),
      );
    const rank = ({ updatedAt, status, bodyDigest }: Visit) =>
      `${updatedAt} ${['open', 'closed', 'delivered', 'void'].indexOf(status)} ${bodyDigest}`;
    fc.assert(
      fc.property(inAnyOrder(revisions), ({ all, arrivals }) => {
        const right = [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
        const found = after(arrivals);
        expect(unnumbered(found)).toEqual(unnumbered(after(right)));
        expect(found).toMatchObject(right.at(-1) ?? {});
        expect(found?.revision).toBeLessThanOrEqual(all.length);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });

  it('so does any order of undated revisions, one for each step of the order', () => {
    const steps = fc
      .uniqueArray(statuses, { minLength: 1 })
      .map((drawn) => drawn.map((status) => aVisit({ status, bodyDigest: status })));
    fc.assert(
      fc.property(inAnyOrder(steps), ({ all, arrivals }) => {
        const order = ['open', 'closed', 'delivered', 'void'] as const;
        const furthest = order.findLast((status) => all.some((each) => each.status === status));
        expect(after(arrivals)).toMatchObject({ status: furthest });
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
