import type { Promised } from '../../shared/callbacks/promises/promise.ts';
import { shanghai } from './times.ts';
import { aWordsRef } from './words.ts';

/** A promise of advisor Wang Lei to call until Friday 6 March 2026 at 10:00 in Shanghai. */
export function aPromise(overrides: Partial<Promised> = {}): Promised {
  return {
    dealerId: 'cd-south',
    customerId: 'customer_1',
    what: aWordsRef('promise_1'),
    madeBy: 'li-na',
    ownerId: 'wang-lei',
    dueAt: shanghai('2026-03-06T10:00'),
    state: 'open',
    level: 0,
    assigneeId: 'wang-lei',
    climbsAt: shanghai('2026-03-06T10:00'),
    reports: [],
    ...overrides,
  };
}
