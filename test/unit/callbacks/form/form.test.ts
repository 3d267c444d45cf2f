import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplaintOf, mustNotBeAccused } from '../../../../shared/callbacks/form/complaints.ts';
import { conduct } from '../../../../shared/callbacks/form/conduct.ts';
import { newestWords } from '../../../../shared/callbacks/form/earlier.ts';
import { keptPromises } from '../../../../shared/callbacks/form/kept.ts';
import { offersFor } from '../../../../shared/callbacks/form/offers.ts';
import { stakesOf } from '../../../../shared/callbacks/form/stakes.ts';
import { ageAndMileage } from '../../../../shared/callbacks/form/vehicle-facts.ts';
import type { Offer } from '../../../../shared/dealers/offer.ts';
import { complete } from '../../../../shared/events/aggregate.ts';
import { byStaff } from '../../../../shared/events/occasion.ts';
import { systems } from '../../../../shared/events/vehicles.ts';
import { later } from '../../../../shared/platform/time.ts';
import { roles } from '../../../../shared/staff/person.ts';
import { aPerson } from '../../../builders/person.ts';
import { day, monday, shanghai } from '../../../builders/times.ts';
import { aWordsRef } from '../../../builders/words.ts';

describe('R20: conduct', () => {
  it('has seven rules in both languages', () => {
    expect(conduct).toHaveLength(7);
    for (const rule of conduct) {
      expect(rule['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(rule['en-US']).toMatch(/^[A-Z]/);
    }
    expect(conduct[5]['en-US']).toContain('I have recorded your words');
  });
});

describe('R23: the stakes of waiting', () => {
  it('are told of every system but routine, in both languages, brakes and steering first', () => {
    const told = stakesOf([...systems].reverse());
    expect(told.map(({ system }) => system)).toEqual(systems.filter((each) => each !== 'maintenance'));
    expect(told.slice(0, 2).map(({ system }) => system)).toEqual(['brakes', 'steering']);
    for (const each of told)
      for (const locale of ['zh-CN', 'en-US'] as const) expect(each[locale]).toMatch(/\S/);
  });

  it('there are none of what is not open, and each is told once', () => {
    expect(stakesOf([])).toEqual([]);
    expect(stakesOf(['tyres', 'tyres'])).toHaveLength(1);
  });
});

describe('R27: offers', () => {
  const spring: Offer = {
    id: 'spring',
    from: day('2026-03-01'),
    until: day('2026-03-31'),
    criteria: { ageMonths: { from: 36 } },
    texts: { 'zh-CN': '制动检查八折' },
  };
  const old = { ageMonths: 40, openSafetyItems: false };
  const consenting = { marketing: true, locale: 'zh-CN' } as const;
  const idsOn = (date: string, vehicle = old) =>
    offersFor([spring], vehicle, consenting, day(date)).items.map(({ id }) => id);

  it('are shown on their days for vehicles that they are meant for', () => {
    expect(idsOn('2026-02-28')).toEqual([]);
    expect(idsOn('2026-03-01')).toEqual(['spring']);
    expect(idsOn('2026-03-31')).toEqual(['spring']);
    expect(idsOn('2026-04-01')).toEqual([]);
    expect(idsOn('2026-03-10', { ...old, ageMonths: 35 })).toEqual([]);
    const english = { ...consenting, locale: 'en-US' as const };
    expect(offersFor([spring], old, english, day('2026-03-10')).items).toEqual([]);
  });

  it('no offer ever without recorded consent to marketing, and it says why', () => {
    const vehicles = fc.record(
      { ageMonths: fc.nat(200), odometerKm: fc.nat(300_000), openSafetyItems: fc.boolean() },
      { requiredKeys: ['openSafetyItems'] },
    );
    fc.assert(
      fc.property(vehicles, fc.constantFrom(undefined, false), (vehicle, marketing) => {
        const offers = offersFor(
          [spring, { ...spring, id: 'all', criteria: {} }],
          vehicle,
          { marketing, locale: 'zh-CN' },
          day('2026-03-10'),
        );
        expect(offers).toEqual({
          permitted: false,
          because: marketing === false ? 'marketing-refused' : 'no-marketing-consent',
          items: [],
        });
      }),
      { seed: 27, numRuns: 100 },
    );
  });
});

describe('R04: the age of a vehicle', () => {
  const vehicle = { vin: 'LSVAM4187C2184847' };
  const today = day('2026-03-02');

  it.each([
    [
      { soldAt: '2023-04-01', modelYear: 2022 },
      { ageMonths: 35, ageFrom: 'sold-at' },
    ],
    [{ soldAt: '2023-03-02' }, { ageMonths: 36, ageFrom: 'sold-at' }],
    [{ soldAt: '2023-03-02T00:00:00Z' }, { ageMonths: 36, ageFrom: 'sold-at' }],
    [
      { soldAt: 'spring', modelYear: 2024 },
      { ageMonths: 26, ageFrom: 'model-year' },
    ],
    [{ soldAt: '2027-01-01' }, {}],
    [{ modelYear: 2027 }, { ageMonths: 0, ageFrom: 'model-year' }],
    [{ modelYear: 2099 }, {}],
    [{ odometerKm: 41_230 }, { odometerKm: 41_230 }],
    [{}, {}],
  ])('%o is %o', (told, known) => {
    expect(ageAndMileage({ ...vehicle, ...told }, today)).toEqual(known);
  });
});

describe('R08: promised against actual', () => {
  const repairOrder = { number: 'RO-1', status: 'delivered', openedAt: monday, type: 'repair' };

  it('tells lateness and added cost only where both ends are known', () => {
    const promisedAt = shanghai('2026-03-02T17:00');
    const late = { ...repairOrder, promisedAt, deliveredAt: shanghai('2026-03-02T17:30') };
    expect(
      keptPromises({ repairOrder: late, totals: { estimated: '650', actual: '680.10' } }, 'CNY'),
    ).toEqual({
      promisedAt,
      deliveredAt: late.deliveredAt,
      minutesLate: 30,
      estimated: '650',
      actual: '680.10',
      costMore: '30.10',
      currency: 'CNY',
    });
    expect(keptPromises({ repairOrder: { ...repairOrder, promisedAt } }, 'CNY')).toEqual({ promisedAt });
    expect(keptPromises({ repairOrder, totals: { actual: '5', currency: 'USD' } }, 'CNY')).toEqual({
      actual: '5',
      currency: 'USD',
    });
  });
});

describe('R04: what the customer said lately', () => {
  const words = (key: string) => ({ ...aWordsRef(), key });
  const event = (
    n: number,
    name: 'message.received' | 'survey.answered',
    facts: Record<string, unknown>,
  ) => ({
    ...complete(
      { name: 'callback.closed', facts: { outcome: 'reached' } },
      `aggregate_${n}`,
      1,
      byStaff('x', 'y', later(monday, { hours: n }), later(monday, { hours: n })),
    ),
    name,
    facts,
  });

  it('is told newest first, the same words once and by what was made of them', () => {
    const told = newestWords([
      event(1, 'message.received', { words: words('a') }),
      event(2, 'survey.answered', { words: words('a'), score: 2 }),
      event(3, 'message.received', { words: words('b') }),
      event(4, 'message.received', { unasked: true }),
    ]);
    expect(told.map((each) => [each.event.name, each.words.key, each.score])).toEqual([
      ['message.received', 'b', undefined],
      ['survey.answered', 'a', 2],
    ]);
  });

  it('is bounded', () => {
    const many = Array.from({ length: 40 }, (_, n) => event(n, 'message.received', { words: words(`${n}`) }));
    expect(newestWords(many)).toHaveLength(10);
  });
});

describe('R54: a customer who complained of an advisor', () => {
  const complaint: ComplaintOf = {
    id: 'complaint_1',
    number: 'C-1',
    dealerId: 'cd-south',
    state: 'closed',
    severity: 'ordinary',
    isOpen: false,
    advisorId: 'A01',
  };
  const { advisorId: _, ...unknown } = complaint;
  const wangLei = aPerson({ id: 'wang-lei', role: 'advisor', dmsId: 'A01' });

  it('is not shown to them, by whichever name the visit knew them', () => {
    expect(() => {
      mustNotBeAccused(wangLei, [complaint]);
    }).toThrow('complained-of-you');
    expect(() => {
      mustNotBeAccused(wangLei, [{ ...complaint, advisorId: 'wang-lei' }]);
    }).toThrow('complained-of-you');
  });

  it('is shown to others, and to them where it was of somebody else', () => {
    mustNotBeAccused(aPerson({ id: 'chen-jing', role: 'advisor', dmsId: 'A02' }), [complaint]);
    mustNotBeAccused(aPerson({ id: 'chen-jing', role: 'advisor' }), [unknown]);
    for (const role of roles.filter((each) => each !== 'advisor'))
      mustNotBeAccused(aPerson({ ...wangLei, role }), [complaint]);
  });
});
