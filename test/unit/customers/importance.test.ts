import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { type Customer, CustomerSchema } from '../../../shared/customers/customer.ts';
import { distinguish, heedComplaint } from '../../../shared/customers/importance.ts';
import { classOf } from '../../../shared/customers/class.ts';
import { markQuality } from '../../../shared/customers/quality.ts';
import type { Rework } from '../../../shared/customers/rework.ts';
import { committed } from '../../builders/committed.ts';
import { aLesson } from '../../builders/lesson.ts';
import { monday } from '../../builders/times.ts';

const known: Customer = v.parse(CustomerSchema, { ...aLesson().customer, vehicleIds: ['vehicle_1'] });
const rework: Rework = {
  system: 'brakes',
  visitId: 'visit_2',
  earlierVisitId: 'visit_1',
  within: 'days',
  dealerId: 'cd-south',
  customerId: 'customer_1',
  at: monday,
};
const vehicle = (version: number, reworks: readonly Rework[]) => ({ id: 'vehicle_1', version, reworks });

describe('R60: an important customer', () => {
  it('is whoever came again for the same system, with the reason and where it comes from', () => {
    const { state, events } = committed(
      distinguish(known, 'customer_1', vehicle(4, [rework])),
      CustomerSchema,
    );
    expect(state.importance).toEqual([
      {
        kind: 'rework',
        since: monday,
        vehicleId: 'vehicle_1',
        system: 'brakes',
        visitId: 'visit_2',
        earlierVisitId: 'visit_1',
      },
    ]);
    expect(events[0]).toMatchObject({ name: 'customer.importance-changed', facts: { kinds: ['rework'] } });
  });

  it('is none whose vehicle others brought, and none twice', () => {
    expect(distinguish(known, 'customer_2', vehicle(4, [rework]))).toBeUndefined();
    const once = distinguish(known, 'customer_1', vehicle(4, [rework]))?.state ?? known;
    expect(distinguish(once, 'customer_1', vehicle(4, [rework]))).toBeUndefined();
    expect(distinguish(once, 'customer_1', vehicle(5, [rework]))).toBeUndefined();
  });

  it('is no more when the rework is withdrawn, and news of before does not bring it back', () => {
    const once = distinguish(known, 'customer_1', vehicle(4, [rework]))?.state ?? known;
    const withdrawn = distinguish(once, 'customer_1', vehicle(6, []));
    expect(withdrawn?.state.importance).toEqual([]);
    expect(withdrawn?.events[0].facts).toEqual({ kinds: [] });
    expect(distinguish(withdrawn?.state ?? known, 'customer_1', vehicle(4, [rework]))).toBeUndefined();
  });

  it('stays important for what else it is', () => {
    const complaint = { kind: 'major-complaint' as const, since: monday };
    const both = distinguish({ ...known, importance: [complaint] }, 'customer_1', vehicle(4, [rework]));
    expect(both?.events[0].facts).toEqual({ kinds: ['rework', 'major-complaint'] });
    const left = distinguish(both?.state ?? known, 'customer_1', vehicle(6, []));
    expect(left?.state.importance).toEqual([complaint]);
  });
});

describe('R60: a complaint', () => {
  const major = { complaintId: 'complaint_1', severity: 'major', at: monday, advisorId: 'A01' } as const;

  it('that is major makes important, and tells whom the customer complained of', () => {
    const { state, names } = committed(heedComplaint(known, 'customer_1', major), CustomerSchema);
    expect(names).toEqual(['customer.complained-of', 'customer.importance-changed']);
    expect(state.importance).toEqual([
      { kind: 'major-complaint', since: monday, complaintId: 'complaint_1' },
    ]);
    expect(state.complainedOf).toEqual(['A01']);
    expect(heedComplaint(state, 'customer_1', major)).toBeUndefined();
  });

  it('that is ordinary does not, until it turns out to be major', () => {
    const ordinary = { ...major, severity: 'ordinary' } as const;
    const { state, names } = committed(heedComplaint(known, 'customer_1', ordinary), CustomerSchema);
    expect(names).toEqual(['customer.complained-of']);
    expect(classOf(state)).toBe('ordinary');
    const worse = committed(heedComplaint(state, 'customer_1', major), CustomerSchema);
    expect(worse.names).toEqual(['customer.importance-changed']);
    expect(classOf(worse.state)).toBe('important');
  });

  it('stays known when a later rework comes and goes', () => {
    const complained = heedComplaint(known, 'customer_1', major)?.state ?? known;
    const reworked = distinguish(complained, 'customer_1', vehicle(4, [rework]))?.state ?? known;
    expect(distinguish(reworked, 'customer_1', vehicle(6, []))?.state.importance).toEqual(
      complained.importance,
    );
  });
});

describe('R57: a quality customer', () => {
  const mark = { traits: ['frequent-use', 'lives-near'], by: 'wang-lei', at: monday } as const;
  const quality = { ...mark, traits: [...mark.traits] };

  it('is whom staff find one, by traits; noting the same traits again changes nothing', () => {
    const { state, events } = committed(markQuality(known, 'customer_1', quality), CustomerSchema);
    expect(state.quality).toEqual(quality);
    expect(events[0]).toMatchObject({ name: 'customer.quality-marked', facts: { traits: mark.traits } });
    expect(markQuality(state, 'customer_1', { ...quality, by: 'li-na' })).toBeUndefined();
    const none = committed(markQuality(state, 'customer_1', { ...quality, traits: [] }), CustomerSchema);
    expect(none.state.quality).toBeUndefined();
    expect(markQuality(known, 'customer_1', { ...quality, traits: [] })).toBeUndefined();
  });

  it('is not what an important customer is; who is both is followed up as important', () => {
    expect(classOf(undefined)).toBe('ordinary');
    expect(classOf(known)).toBe('ordinary');
    expect(classOf({ ...known, quality })).toBe('quality');
    const importance = [{ kind: 'rework' as const, since: monday }];
    expect(classOf({ ...known, quality, importance })).toBe('important');
  });
});
