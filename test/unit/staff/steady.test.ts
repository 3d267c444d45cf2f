import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steady } from '../../../shared/staff/steady.ts';
import { aPerson } from '../../builders/person.ts';

describe('whose a customer is among people of one role', () => {
  const teams = fc.uniqueArray(
    fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
    { maxLength: 10 },
  );
  const customers = fc.integer({ min: 1, max: 500 }).map((n) => `customer_${n}`);
  const runs = { seed: 20260302, numRuns: 300 };

  it('is the same person in whatever order the roster stands', () => {
    fc.assert(
      fc.property(teams, customers, (team, customer) => {
        const roster = team.map((id) => aPerson({ id }));
        expect(steady(roster.toReversed(), 'agent', customer)).toBe(steady(roster, 'agent', customer));
      }),
      runs,
    );
  });

  it('when somebody leaves, only their own customers change hands', () => {
    fc.assert(
      fc.property(teams, customers, fc.integer({ min: 1, max: 40 }), (team, customer, n) => {
        const roster = team.map((id) => aPerson({ id }));
        const leaver = `person-${n}`;
        const before = steady(roster, 'agent', customer);
        if (before === leaver) return;
        const left = roster.filter((person) => person.id !== leaver);
        expect(steady(left, 'agent', customer)).toBe(before);
      }),
      runs,
    );
  });

  it('the customers are spread over the agents', () => {
    const roster = ['li-na', 'liu-yang', 'ma-li'].map((id) => aPerson({ id }));
    const chosen = Array.from({ length: 300 }, (_, n) => steady(roster, 'agent', `customer_${n}`));
    for (const { id } of roster) expect(chosen.filter((each) => each === id).length).toBeGreaterThan(60);
  });
});
