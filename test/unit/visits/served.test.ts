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

const wang = { advisorId: 'A01', team: 'one', technicianIds: ['T1'] };
const li = { advisorId: 'A02', team: 'two', technicianIds: ['T2'] };

/** What revisions lead to, in the order of their arrival. */
function after(...arrivals: readonly Visit[]): Visit {
  let known: Visit | undefined;
  for (const told of arrivals) known = recordChange(known, told, {})?.state ?? known;
  if (!known) throw new Error('nothing was told');
  return known;
}

const peopleOf = ({ advisorId, team, technicianIds }: Visit) => ({ advisorId, team, technicianIds });

describe('R17: who served a visit is a snapshot of its delivery', () => {
  it('before it the newest revision counts', () => {
    const before = after(revision(1, { ...wang, status: 'open' }), revision(2, { ...li, status: 'closed' }));
    expect(peopleOf(before)).toEqual(li);
    expect(peopleOf(after(before, revision(3, wang)))).toEqual(wang);
  });

  it('later revisions change what they tell, but not who served it; the event names who did', () => {
    const delivered = after(revision(1, wang));
    const change = recordChange(delivered, revision(2, { ...li, customerId: 'customer_2' }), {});
    const { state, events } = committed(change, VisitSchema);
    expect(state).toMatchObject({ ...wang, customerId: 'customer_2', revision: 2 });
    expect(events[0]?.facts).toMatchObject({ advisorId: 'A01', revision: 2 });
  });

  it('nobody joins a delivery at which nobody was named as technician or team', () => {
    const { team, technicianIds } = after(revision(1, { advisorId: 'A01' }), revision(2, li));
    expect({ team, technicianIds }).toEqual({ team: undefined, technicianIds: undefined });
  });

  it('an older revision that tells of the delivery late still says who served it, and nothing else', () => {
    const known = after(revision(2, { ...li, customerId: 'customer_2' }));
    const told = revision(1, wang);
    expect(recordRevision(known, told).status).toBe('stale');
    const { state, names } = committed(recordChange(known, told, {}), VisitSchema);
    expect(state).toMatchObject({ ...wang, customerId: 'customer_2', newest: 1, revision: 2 });
    expect(names).toEqual(['visit.corrected']);
    expect(recordChange(state, told, {})).toBeUndefined();
  });

  it('a delivery at another moment is another one: whoever is named with it first served it', () => {
    const again = { deliveredAt: later(monday, { days: 1 }) };
    const taken = after(revision(1, wang), revision(2, { ...li, status: 'open', deliveredAt: undefined }));
    expect(peopleOf(taken)).toEqual(li);
    expect(
      peopleOf(after(taken, revision(3, { ...li, ...again }), revision(4, { ...wang, ...again }))),
    ).toEqual(li);
    expect(peopleOf(after(taken, revision(3, li)))).toEqual(wang);
  });

  it('of a visit that older code kept, whom it named', () => {
    const { served: _, ...old } = after(revision(1, wang));
    expect(peopleOf(after(old, revision(2, li)))).toEqual(wang);
  });

  it('without updatedAt whoever was named first counts', () => {
    const undated = (people: object, bodyDigest: string) => aVisit({ ...people, bodyDigest });
    expect(peopleOf(after(undated(wang, 'a'), undated(li, 'b')))).toEqual(wang);
  });

  it('any order, interleaving and repetition of dated revisions leads to the same people', () => {
    const drawn = fc.record({
      hours: fc.integer({ min: 0, max: 5 }),
      status: fc.constantFrom<Visit['status']>('open', 'closed', 'delivered', 'delivered', 'void'),
      day: fc.integer({ min: 0, max: 2 }),
      advisorId: fc.constantFrom('A01', 'A02', 'A03'),
    });
    const revisions = fc.array(drawn, { minLength: 1, maxLength: 8 }).map((all) =>
      all.map(({ hours, day, ...told }, n) =>
        revision(hours, {
          ...told,
          bodyDigest: `body_${n}`,
          deliveredAt: told.status === 'delivered' ? later(monday, { days: day }) : undefined,
        }),
      ),
    );
    const orders = revisions.chain((all) =>
      fc.record({
        all: fc.constant(all),
        arrivals: fc.tuple(
          fc.array(fc.constantFrom(...all), { maxLength: 5 }),
          fc.shuffledSubarray(all, { minLength: all.length }),
        ),
      }),
    );
    const rank = ({ updatedAt, status, bodyDigest }: Visit) =>
      `${updatedAt} ${['open', 'closed', 'delivered', 'void'].indexOf(status)} ${bodyDigest}`;
    fc.assert(
      fc.property(orders, ({ all, arrivals }) => {
        const right = [...all].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
        const newest = right.at(-1);
        const first = right.find(
          (each) => each.status === 'delivered' && each.deliveredAt === newest?.deliveredAt,
        );
        const expected = (newest?.status === 'delivered' ? first : newest)?.advisorId;
        const found = after(...arrivals.flat());
        expect(found.advisorId).toBe(expected);
        expect(found).toMatchObject({ status: newest?.status, bodyDigest: newest?.bodyDigest });
      }),
      { seed: 20260302, numRuns: 1000 },
    );
  });
});
