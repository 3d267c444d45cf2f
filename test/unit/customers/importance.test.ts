import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { type Customer, CustomerSchema } from '../../../shared/customers/customer.ts';
import { distinguish } from '../../../shared/customers/importance.ts';
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
