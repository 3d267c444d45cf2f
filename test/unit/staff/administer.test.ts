import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealersLosing, mustBeAllowed, mustKeepGeneralManager } from '../../../shared/staff/administer.ts';
import { type Person, roles } from '../../../shared/staff/person.ts';
import { aPerson } from '../../builders/person.ts';

const director = aPerson({ id: 'huang-wei', role: 'service-director' });
const manager = aPerson({ id: 'gao-jun', role: 'general-manager' });

function refusal(by: Person, current: Person | undefined, next: Person): unknown {
  try {
    mustBeAllowed(by, current, next);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('who may change whom', () => {
  it('a service director registers up to their own role at their own dealers', () => {
    expect(refusal(director, undefined, aPerson())).toBeUndefined();
    expect(refusal(director, undefined, aPerson({ role: 'service-director' }))).toBeUndefined();
    expect(refusal(director, undefined, aPerson({ role: 'general-manager' }))).toMatchObject({
      status: 403,
      type: 'above-your-role',
    });
    expect(refusal(director, undefined, aPerson({ dealerIds: ['austin-north'] }))).toMatchObject({
      status: 403,
      type: 'not-your-dealers',
    });
  });

  it('nobody raises themselves, by role or by dealer', () => {
    expect(refusal(director, director, { ...director, role: 'general-manager' })).toMatchObject({
      type: 'above-your-role',
    });
    const wider = { ...director, dealerIds: ['cd-south', 'austin-north'] };
    expect(refusal(director, director, wider)).toMatchObject({ type: 'not-your-dealers' });
  });

  it('nobody lowers whom they stand below', () => {
    expect(refusal(director, manager, { ...manager, role: 'agent' })).toMatchObject({
      type: 'above-your-role',
    });
  });

  it('people of other dealers do not exist', () => {
    const stranger = aPerson({ dealerIds: ['austin-north'] });
    expect(refusal(director, stranger, { ...stranger, dealerIds: ['cd-south'] })).toMatchObject({
      status: 404,
    });
  });

  it('whatever is asked for: nobody gains a role or a dealer that the asker has not', () => {
    const person = fc.record({
      role: fc.constantFrom(...roles),
      dealerIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    });
    fc.assert(
      fc.property(person, fc.option(person, { nil: undefined }), person, (asker, current, next) => {
        const by = aPerson({ id: 'asker', ...asker });
        if (refusal(by, current && aPerson(current), aPerson(next))) return;
        expect(['service-director', 'general-manager']).toContain(by.role);
        expect(roles.indexOf(next.role)).toBeLessThanOrEqual(roles.indexOf(by.role));
        expect(by.dealerIds).toEqual(expect.arrayContaining(next.dealerIds));
      }),
      { seed: 20260302, numRuns: 1000 },
    );
  });
});

describe('the last general manager of a dealer', () => {
  const both = { ...manager, dealerIds: ['cd-south', 'cd-west'] };

  it.each([
    ['dismissed', { active: false }, ['cd-south', 'cd-west']],
    ['lowered', { role: 'agent' as const }, ['cd-south', 'cd-west']],
    ['moved', { dealerIds: ['cd-south', 'cd-east'] }, ['cd-west']],
    ['renamed', { name: '高骏' }, []],
  ])('is taken away when they are %s', (_, change, losing) => {
    expect(dealersLosing(both, { ...both, ...change })).toEqual(losing);
  });

  it('is nobody who has left, was none or was not there', () => {
    const gone = { ...manager, active: false };
    expect(dealersLosing(gone, gone)).toEqual([]);
    expect(dealersLosing(director, { ...director, active: false })).toEqual([]);
    expect(dealersLosing(undefined, manager)).toEqual([]);
  });

  it('stays where nobody else is one', () => {
    const leave = (roster: Person[]) => () => {
      mustKeepGeneralManager(manager.id, 'cd-south', roster);
    };
    expect(leave([manager, director])).toThrow(expect.objectContaining({ status: 409 }));
    expect(leave([manager, aPerson({ id: 'peter-novak', role: 'general-manager' })])).not.toThrow();
  });
});
