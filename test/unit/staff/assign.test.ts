import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignCall, assignCare, steady } from '../../../shared/staff/assign.ts';
import { roles } from '../../../shared/staff/person.ts';
import { aPerson, aRoster } from '../../builders/person.ts';

describe('R17: who calls', () => {
  it.each([
    ['by the id of the DMS', 'A01'],
    ['by staff id', 'wang-lei'],
  ])('the advisor who received the visit, named %s', (_, advisorId) => {
    expect(assignCall(aRoster(), advisorId, 'customer_1')).toEqual({
      assigneeId: 'wang-lei',
      rule: 'receiving-advisor',
    });
  });

  it.each([
    ['an advisor who has left', 'A99'],
    ['nobody', ''],
    ['somebody who is no advisor', 'sun-qiang'],
  ])('%s received it: customer service calls', (_, advisorId) => {
    expect(assignCall(aRoster(), advisorId, 'customer_1')).toEqual({
      assigneeId: 'li-na',
      rule: 'customer-service',
    });
  });

  it('where nobody is there, nobody is named, and the rule says so', () => {
    expect(assignCall([], 'A01', 'customer_1')).toEqual({ rule: 'nobody' });
  });
});

describe('R54 R87: who cares', () => {
  it.each([
    [[], 'li-na'],
    [['agent'], 'zhao-min'],
    [['agent', 'customer-care-lead'], 'huang-wei'],
    [['agent', 'customer-care-lead', 'service-director'], 'gao-jun'],
    [['agent', 'customer-care-lead', 'service-director', 'general-manager'], undefined],
  ] as const)('without %j it is %s', (without, assigneeId) => {
    expect(assignCare(aRoster(...without), 'customer_1').assigneeId).toBe(assigneeId);
  });

  const teams = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
      role: fc.constantFrom(...roles),
    }),
    { selector: (person) => person.id, maxLength: 10 },
  );
  const customers = fc.integer({ min: 1, max: 500 }).map((n) => `customer_${n}`);
  const runs = { seed: 20260302, numRuns: 300 };

  it('is never an advisor, whoever is there and whoever received the visit', () => {
    fc.assert(
      fc.property(teams, customers, (team, customer) => {
        const roster = team.map((person) => aPerson({ ...person, dmsId: person.id }));
        const { assigneeId, rule } = assignCare(roster, customer);
        expect(roster.find((person) => person.id === assigneeId)?.role).not.toBe('advisor');
        expect(rule).toBe(assigneeId === undefined ? 'nobody' : 'customer-service');
      }),
      runs,
    );
  });

  it('is the same person for the same customer, in whatever order the roster stands', () => {
    const shuffled = teams.chain((team) =>
      fc.tuple(fc.constant(team), fc.shuffledSubarray(team, { minLength: team.length })),
    );
    fc.assert(
      fc.property(shuffled, customers, ([team, other], customer) => {
        const [roster, again] = [team, other].map((all) => all.map((person) => aPerson(person)));
        expect(assignCare(roster ?? [], customer)).toEqual(assignCare(again ?? [], customer));
      }),
      runs,
    );
  });

  it('when somebody leaves, only their own customers change hands', () => {
    fc.assert(
      fc.property(teams, customers, fc.integer({ min: 1, max: 40 }), (team, customer, n) => {
        const roster = team.map(({ id }) => aPerson({ id, role: 'agent' }));
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
    const chosen = Array.from({ length: 300 }, (_, n) => assignCare(roster, `customer_${n}`).assigneeId);
    for (const { id } of roster) expect(chosen.filter((each) => each === id).length).toBeGreaterThan(60);
  });
});
