import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Stay } from '../../../shared/customers/stay.ts';
import { keeperOf, staysKept, takeIn } from '../../../shared/customers/take-in.ts';
import { type Vehicle, VehicleSchema } from '../../../shared/customers/vehicle.ts';
import { type Work, WorkSchema } from '../../../shared/customers/work.ts';
import { aStay, worked } from '../../builders/stay.ts';
import { committed } from '../../builders/committed.ts';

/** The vehicle after some news, and the names of all events in their order. */
function after(news: readonly Stay[]): { vehicle?: Vehicle; names: string[] } {
  let vehicle: Vehicle | undefined;
  const names: string[] = [];
  for (const stay of news) {
    const change = takeIn(vehicle, stay);
    if (!change) continue;
    const { state, names: told } = committed(change, VehicleSchema);
    vehicle = state;
    names.push(...told);
  }
  return { vehicle, names };
}

const names = (...news: readonly Stay[]) => after(news).names.filter((name) => name !== 'vehicle.updated');

describe('R60: rework', () => {
  it('is the same system done again within the days, and names both visits', () => {
    const change = takeIn(after([aStay(0)]).vehicle, aStay(20));
    expect(committed(change, VehicleSchema).events).toEqual([
      { name: 'vehicle.updated', facts: { visitId: 'visit_20' } },
      {
        name: 'vehicle.reworked',
        dealerId: 'cd-south',
        customerId: 'customer_1',
        facts: { system: 'brakes', visitId: 'visit_20', earlierVisitId: 'visit_0', within: 'days' },
      },
    ]);
  });

  it.each([
    ['on the last day', { withinDays: 30, withinKm: 0 }, 30, {}, {}, ['vehicle.reworked']],
    ['a day too late', { withinDays: 30, withinKm: 0 }, 32, {}, {}, []],
    [
      'within the kilometres',
      { withinDays: 30, withinKm: 1000 },
      90,
      { km: 500 },
      { km: 1500 },
      ['vehicle.reworked'],
    ],
    ['a kilometre too late', { withinDays: 30, withinKm: 1000 }, 90, { km: 500 }, { km: 1501 }, []],
    ['an odometer that ran backwards', { withinDays: 30, withinKm: 1000 }, 90, { km: 500 }, { km: 400 }, []],
  ])('%s', (_, rework, days, first, second, events) => {
    expect(names(aStay(0, first), aStay(days, { rework, ...second }))).toEqual(events);
  });

  it.each<[string, Partial<Stay>, Partial<Stay>]>([
    ['another system', {}, { work: worked(['done', '空调加冷媒']) }],
    [
      'routine maintenance',
      { work: worked(['done', '更换机油机滤']) },
      { work: worked(['done', '更换机油机滤']) },
    ],
    ['work that was only put off', { work: worked(['declined', '前刹车片']) }, {}],
    [
      'doing what had been put off',
      { work: worked(['done', '前刹车片'], ['deferred', '后刹车片']) },
      { work: worked(['done', '更换后刹车片']) },
    ],
    ['a second order while the vehicle has not left', { leftAt: undefined }, {}],
    ['another company', {}, { legalEntity: 'another' }],
    ['a visit that does not count', { counts: false }, {}],
  ])('is not: %s', (_, first, second) => {
    expect(names(aStay(0, first), aStay(9, second))).toEqual([]);
  });

  it('is found when the earlier visit is told of later, and withdrawn when one of them is voided', () => {
    const voided = aStay(0, { visitVersion: 2, counts: false });
    expect(names(aStay(20), aStay(0))).toEqual(['vehicle.reworked']);
    expect(names(aStay(20), aStay(0), voided)).toEqual(['vehicle.reworked', 'vehicle.rework-withdrawn']);
    expect(names(aStay(20), voided, aStay(0))).toEqual([]);
  });
});

describe('the keeper', () => {
  const sold = { customerId: 'customer_2', handsetId: 'handset_2' };

  it('is whoever brought the vehicle last', () => {
    expect(keeperOf(after([aStay(9, sold), aStay(0)]).vehicle?.stays ?? [])).toEqual(sold);
  });

  it('has changed when another customer with another phone brings it', () => {
    const change = takeIn(after([aStay(0)]).vehicle, aStay(60, { ...sold, work: [] }));
    expect(change?.events.slice(1)).toEqual([
      {
        name: 'vehicle.keeper-changed',
        facts: { visitId: 'visit_60', keeperId: 'customer_2', formerKeeperId: 'customer_1' },
      },
    ]);
  });

  it.each<[string, Partial<Stay>]>([
    ['another driver of the same company', { handsetId: 'handset_9' }],
    ['the same phone at another store', { customerId: 'customer_9' }],
  ])('has not: %s', (_, second) => {
    expect(names(aStay(0, { work: [] }), aStay(9, { work: [], ...second }))).toEqual([]);
  });
});

describe('for the same visits', () => {
  const stay = fc.record({
    day: fc.integer({ min: 0, max: 90 }),
    items: fc.subarray(['前刹车片', '后刹车片', '方向机漏油', '空调不制冷', '更换机油机滤']),
    outcome: fc.constantFrom('done' as const, 'deferred' as const, 'declined' as const),
    customerId: fc.constantFrom('customer_1', 'customer_2'),
    km: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
    revisions: fc.array(fc.record({ counts: fc.boolean(), over: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
  });
  const known = new Map<string, Work>();
  /** Reading is not what is tried here, so each description is read once. */
  const read = (outcome: Work['outcome'], item: string): Work => {
    const [work] = known.has(`${outcome} ${item}`) ? [] : worked([outcome, item]);
    if (work) known.set(`${outcome} ${item}`, work);
    return v.parse(WorkSchema, known.get(`${outcome} ${item}`));
  };
  /** Every revision of every visit. */
  const histories = fc.array(stay, { minLength: 1, maxLength: 20 }).map((all) =>
    all.flatMap(({ day, items, outcome, revisions, ...rest }, index) =>
      revisions.map(({ counts, over }, revision) => {
        const told = aStay(day, { ...rest, counts, visitId: `visit_${index}`, visitVersion: revision + 1 });
        const work = items.map((item, at) => ({ ...read(outcome, item), item: at }));
        return { ...told, work, leftAt: over ? told.leftAt : undefined };
      }),
    ),
  );
  const orders = histories.chain((all) =>
    fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 4 }),
    ),
  );

  it('any order and repetition of revisions, voids and corrections ends in the same vehicle', () => {
    fc.assert(
      fc.property(orders, ([all, shuffled, again]) => {
        expect(after([...again, ...shuffled]).vehicle).toEqual(after(all).vehicle);
        expect(after([...shuffled, ...again]).vehicle).toEqual(after(all).vehicle);
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });

  it('what was told of rework and withdrawn adds up to what stands', () => {
    fc.assert(
      fc.property(orders, ([, shuffled]) => {
        const { vehicle, names: told } = after(shuffled);
        const balance = (name: string) => told.filter((each) => each === name).length;
        expect(balance('vehicle.reworked') - balance('vehicle.rework-withdrawn')).toBe(
          vehicle?.reworks.length,
        );
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });

  it('keeps a bounded number of them', () => {
    const many = Array.from({ length: 40 }, (_, day) => aStay(day * 2));
    expect(after(many).vehicle?.stays).toHaveLength(staysKept);
    expect(after(many).vehicle).toEqual(after(many.toReversed()).vehicle);
  });
});
