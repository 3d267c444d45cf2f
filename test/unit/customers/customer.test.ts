import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Customer, CustomerSchema } from '../../../shared/customers/customer.ts';
import { learn, type Lesson } from '../../../shared/customers/lesson.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aLesson } from '../../builders/lesson.ts';
import { monday, shanghai } from '../../builders/times.ts';

/** The file after some visits, in the order in which they arrived. */
function fileAfter(lessons: readonly Lesson[]): Customer | undefined {
  let known: Customer | undefined;
  for (const lesson of lessons) known = learn(known, lesson)?.state ?? known;
  return known;
}

const march = (visitDay: string, told: Parameters<typeof aLesson>[0] = {}) =>
  aLesson({ visitId: `visit_${visitDay}`, openedAt: `2026-03-${visitDay}T09:00`, ...told });

describe('R03: the customer file', () => {
  it('begins with the first visit, its personal data apart and its phone linked', () => {
    const change = learn(undefined, { ...aLesson(), plateId: 'plate_1' });
    const { state, names } = committed(change, CustomerSchema);
    expect(names).toEqual(['customer.updated']);
    expect(state).toMatchObject({ dmsId: 'K-77', handsetId: 'handset_1', vehicleIds: ['vehicle_1'] });
    expect(JSON.stringify(change?.state) + JSON.stringify(change?.events)).not.toMatch(/王小明|138/);
    expect(change?.attached).toEqual([
      { sk: 'PERSONAL', content: { personal: { name: '王小明', phone: '+8613800138000' } } },
      ...['vehicle_1', 'handset_1', 'plate_1'].map((pk) => ({
        pk,
        sk: 'CUSTOMER#customer_1',
        content: { customerId: 'customer_1', dealerId: 'cd-south' },
      })),
    ]);
  });

  it('learns nothing from the same visit again', () => {
    expect(learn(fileAfter([aLesson()]), aLesson())).toBeUndefined();
  });

  it('takes what has changed from a newer visit', () => {
    const moved = march('09', { handsetId: 'handset_2', locale: 'en-US', vehicleId: 'vehicle_2' });
    const change = learn(fileAfter([march('02')]), moved);
    expect(change?.state).toMatchObject({
      handsetId: 'handset_2',
      locale: 'en-US',
      vehicleIds: ['vehicle_1', 'vehicle_2'],
    });
    expect(change?.attached?.map((each) => each.sk)).toEqual([
      'PERSONAL',
      'CUSTOMER#customer_1',
      'CUSTOMER#customer_1',
    ]);
  });

  it('takes only vehicle and phone from an older one', () => {
    const older = march('02', { handsetId: 'handset_0', locale: 'en-US', vehicleId: 'vehicle_0' });
    const change = learn(fileAfter([march('09')]), older);
    expect(change?.state).toMatchObject({
      handsetId: 'handset_1',
      locale: 'zh-CN',
      vehicleIds: ['vehicle_0', 'vehicle_1'],
    });
    expect(change?.attached?.map(({ pk }) => pk)).toEqual(['vehicle_0', 'handset_0']);
  });

  it('takes a correction of the visit that it learnt from', () => {
    const corrected = aLesson({ handsetId: 'handset_2' });
    const { learntFrom } = corrected.customer;
    const receivedAt = later(learntFrom.receivedAt, { minutes: 1 });
    const change = learn(fileAfter([aLesson()]), {
      ...corrected,
      customer: { ...corrected.customer, learntFrom: { ...learntFrom, receivedAt } },
    });
    expect(change?.state.handsetId).toBe('handset_2');
  });
});

describe('consent', () => {
  it('that a visit does not mention stays as it was', () => {
    const lessons = [
      march('02', { consent: { marketing: true } }),
      march('09', { consent: { care: false } }),
    ];
    expect(fileAfter(lessons)?.consent).toEqual({ marketing: true, care: false });
  });

  it('that was withdrawn stays withdrawn, even if the visit that says so arrives late', () => {
    const lessons = [
      march('02', { consent: { marketing: true } }),
      march('16'),
      march('09', { consent: { marketing: false } }),
    ];
    expect(fileAfter(lessons)?.consent.marketing).toBe(false);
  });

  it('of an older visit does not undo that of a newer one', () => {
    const lessons = [
      march('09', { consent: { marketing: false } }),
      march('02', { consent: { marketing: true } }),
    ];
    expect(fileAfter(lessons)?.consent.marketing).toBe(false);
  });

  it('of a file that does not know which visit spoke of it counts as told by its newest visit', () => {
    const { consentFrom: _, ...earlier } = fileAfter([march('09', { consent: { marketing: false } })]) ?? {};
    const known = v.parse(CustomerSchema, { ...aLesson().customer, vehicleIds: [], ...earlier });
    expect(learn(known, march('02', { consent: { marketing: true } }))).toBeUndefined();
    expect(learn(known, march('16', { consent: { marketing: true } }))?.state.consent.marketing).toBe(true);
  });
});

describe('for the same visits', () => {
  it('any order and repetition ends in the same file', () => {
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const visits = fc.array(
      fc.record({
        openedAfter: fc.integer({ min: 0, max: 6 }),
        vehicleId: fc.constantFrom('vehicle_1', 'vehicle_2', 'vehicle_3'),
        handsetId: fc.constantFrom('handset_1', 'handset_2'),
        locale: fc.constantFrom('zh-CN' as const, 'en-US' as const),
        kind: fc.constantFrom('individual' as const, 'enterprise' as const, undefined),
        consent: fc.record({ service: flag, care: flag, marketing: flag }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    const lessons = visits.map((all) =>
      all.map(({ openedAfter, vehicleId, ...customer }, index) => {
        const openedAt = later(monday, { days: openedAfter });
        const receivedAt = shanghai('2026-03-20T09:00');
        return aLesson({
          vehicleId,
          ...customer,
          learntFrom: { visitId: `visit_${index}`, openedAt, receivedAt },
        });
      }),
    );
    const orders = lessons.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.constantFrom(...all), { maxLength: 4 }),
      ),
    );
    fc.assert(
      fc.property(orders, ([all, shuffled, again]) => {
        expect(fileAfter([...again, ...shuffled])).toEqual(fileAfter(all));
        expect(fileAfter([...shuffled, ...again])).toEqual(fileAfter(all));
      }),
      { seed: 20260302, numRuns: 400 },
    );
  });
});
