import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approvalLevel,
  decidingLevel,
  firstLevel,
  inCharge,
  topLevel,
} from '../../../shared/complaints/ladder.ts';
import { roles } from '../../../shared/staff/person.ts';
import { aComplaint } from '../../builders/complaint.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aPerson, aRoster } from '../../builders/person.ts';

const one = aComplaint();

describe('R50: whose a complaint is at a level', () => {
  it('agent, lead of customer care, service director, general manager; beyond the top the top', () => {
    const roster = aRoster();
    expect([0, 1, 2, 3, 9].map((level) => inCharge({ roster }, one, level).assigneeId)).toEqual([
      'li-na',
      'zhao-min',
      'huang-wei',
      'gao-jun',
      'gao-jun',
    ]);
  });

  it('R52: a major one begins with the superior', () => {
    expect((['ordinary', 'complex', 'major'] as const).map(firstLevel)).toEqual([0, 0, 1]);
  });

  it('where nobody holds the role of a level, the next one above is asked; above nobody, the highest below', () => {
    expect(inCharge({ roster: aRoster('agent', 'customer-care-lead') }, one, 0)).toEqual({
      level: 2,
      assigneeId: 'huang-wei',
    });
    expect(inCharge({ roster: aRoster('general-manager') }, one, 3)).toEqual({
      level: topLevel,
      assigneeId: 'huang-wei',
    });
    expect(inCharge({ roster: [] }, one, 0)).toEqual({ level: topLevel });
    expect(decidingLevel({ roster: aRoster('general-manager') }, one, 3, 'huang-wei')).toBe(1);
  });

  it('R54: who is complained of never gets it, nor an advisor or the workshop, whoever is there', () => {
    const people = fc.array(
      fc.record({
        role: fc.constantFrom(...roles),
        id: fc.integer({ min: 10, max: 99 }).map((n) => `p-${n}`),
      }),
      { maxLength: 8 },
    );
    let found = 0;
    fc.assert(
      fc.property(people, fc.integer({ min: 0, max: 3 }), fc.nat(7), (team, level, nth) => {
        const roster = team.map(({ id, role }) => aPerson({ id: `${id}-${role}`, role }));
        const about = roster.flatMap(({ id }, index) => (index === nth ? [id] : []));
        const { assigneeId } = inCharge({ roster }, { ...one, about }, level);
        if (assigneeId === undefined) return;
        found += 1;
        expect(about).not.toContain(assigneeId);
        expect(['advisor', 'workshop-manager']).not.toContain(
          roster.find(({ id }) => id === assigneeId)?.role,
        );
      }),
      { seed: 20260302, numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

describe('R46: which level must approve money', () => {
  const dealer = aDealer({
    settings: { approvalLimits: { 'customer-care-lead': 10_000, 'service-director': 100_000 } },
  });

  it.each([
    ['agent', 0, 1],
    ['agent', 10_000, 1],
    ['agent', 10_001, 2],
    ['agent', 100_000, 2],
    ['agent', 100_001, 3],
    ['customer-care-lead', 0, 2],
    ['service-director', 1, 3],
    ['general-manager', 1_000_000, 2],
  ] as const)('%s proposes %i: level %i', (role, money, level) => {
    expect(approvalLevel(dealer, role, money)).toBe(level);
  });
});
