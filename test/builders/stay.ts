import type { Stay } from '../../shared/customers/stay.ts';
import { workOf } from '../../shared/customers/read-work.ts';
import type { Work } from '../../shared/customers/work.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { monday } from './times.ts';

type Outcome = Work['outcome'];

/** Work as it is read from descriptions: `done: 前刹车片`. */
export function worked(...items: readonly (readonly [outcome: Outcome, description: string])[]): Work[] {
  return workOf({ items: items.map(([outcome, description]) => ({ outcome, description })) }, []);
}

/** A stay of some hours that began so many days after Monday 2 March 2026, with front brake pads done. */
export function aStay(days: number, overrides: Partial<Stay> = {}): Stay {
  const openedAt: Instant = later(monday, { days });
  return {
    visitId: `visit_${days}`,
    visitVersion: 1,
    dealerId: 'cd-south',
    legalEntity: 'cd-south',
    counts: true,
    customerId: 'customer_1',
    handsetId: 'handset_1',
    openedAt,
    leftAt: later(openedAt, { hours: 6 }),
    work: worked(['done', '更换前刹车片']),
    rework: { withinDays: 30, withinKm: 1000 },
    ...overrides,
  };
}
