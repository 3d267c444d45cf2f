import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, later } from '../../../shared/platform/time.ts';
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
    expect(state).toEqual(revision(1));
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

  it('the details go with it as an item of their own', () => {
    expect(recordChange(undefined, revision(1), { any: 'details' })?.attached).toEqual([
      { sk: 'DETAILS', content: { details: { any: 'details' } } },
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
    expect(recordChange(revision(2), revision(1), {})).toBeUndefined();
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

  it('of two bodies with the same updatedAt the later arrival counts', () => {
    expect(statusOf(revision(1), revision(1, { bodyDigest: 'other' }))).toBe('corrected');
  });

  it('any order and repetition of revisions ends in the newest', () => {
    const revisions = fc
      .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 })
      .chain((minutes) =>
        fc.tuple(
          fc.constant(Math.max(...minutes)),
          fc.array(fc.constantFrom(...minutes), { maxLength: 8 }),
          fc.shuffledSubarray(minutes, { minLength: minutes.length }),
        ),
      )
      .map(([newest, early, all]) => ({ newest, arrivals: [...early, ...all] }));
    fc.assert(
      fc.property(revisions, fc.func(fc.boolean()), ({ newest, arrivals }, isVoid) => {
        const told = (minutes: number) =>
          aVisit({
            updatedAt: instantOf(Date.parse(monday) + minutes * 60_000),
            bodyDigest: `body_${minutes}`,
            status: isVoid(minutes) ? 'void' : 'delivered',
          });
        let known: Visit | undefined;
        let changes = 0;
        for (const minutes of arrivals) {
          const change = recordChange(known, told(minutes), {});
          const { status } = recordRevision(known, told(minutes));
          expect(change === undefined).toBe(status === 'unchanged' || status === 'stale');
          if (change) changes += 1;
          known = change?.state ?? known;
        }
        expect(known).toEqual(told(newest));
        expect(changes).toBeLessThanOrEqual(new Set(arrivals).size);
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
