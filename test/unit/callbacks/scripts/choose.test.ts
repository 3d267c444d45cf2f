import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf, defaultCandidates } from '../../../../shared/callbacks/scripts/choice.ts';
import {
  type Candidate,
  chooseScript,
  type Criteria,
  type Situation,
} from '../../../../shared/callbacks/scripts/choose.ts';
import { focuses } from '../../../../shared/dealers/focus.ts';
import { customerClasses } from '../../../../shared/events/callbacks.ts';
import { systems } from '../../../../shared/events/vehicles.ts';
import { aSituation } from '../../../builders/script.ts';
import { shanghai } from '../../../builders/times.ts';

function own(id: string, criteria: Criteria, more: Partial<Candidate> = {}): Candidate {
  return {
    ref: { id, version: 1 },
    criteria,
    locales: ['zh-CN', 'en-US'],
    origin: 'dealer',
    approvedAt: shanghai('2026-02-01T09:00'),
    ...more,
  };
}

const chosen = (situation: Partial<Situation>, ...others: Candidate[]) =>
  chooseScript([...others, ...defaultCandidates], aSituation(situation));

describe("R24: the group's defaults", () => {
  it.each<[id: string, situation: Partial<Situation>]>([
    ['group-standard', {}],
    ['group-new-vehicle', { ageMonths: 11 }],
    ['group-standard', { ageMonths: 12 }],
    ['group-older-vehicle', { ageMonths: 72 }],
    ['group-much-driven', { ageMonths: 72, odometerKm: 150_000 }],
    ['group-safety', { openSafetyItems: true, odometerKm: 150_000 }],
    ['group-brakes-and-steering', { systems: ['steering', 'maintenance'], openSafetyItems: true }],
    ['group-on-time', { focus: 'on-time', systems: ['brakes'] }],
    ['group-quality', { customerClass: 'quality', focus: 'on-time' }],
    ['group-important', { customerClass: 'important', focus: 'on-time', openSafetyItems: true }],
  ])('%s for %o', (id, situation) => {
    expect(chosen(situation)?.script.id).toBe(id);
  });

  it.each(focuses)('has one for the focus %s', (focus) => {
    expect(chosen({ focus })?.script.id).toBe(`group-${focus}`);
  });
});

describe("R24: a dealer's own scripts", () => {
  it('go before a default with the same criteria, and the newer before the older', () => {
    const older = own('brakes-winter', { systems: ['brakes', 'steering'] });
    const newer = own('brakes-spring', { systems: ['brakes'] }, { approvedAt: shanghai('2026-03-01T09:00') });
    expect(chosen({ systems: ['brakes'] }, older, newer)).toMatchObject({
      script: { id: 'brakes-spring' },
      rule: ['service-item'],
    });
    expect(chosen({ systems: ['brakes'] }, older, newer)?.lost).toEqual(
      expect.arrayContaining([
        { script: { id: 'brakes-winter', version: 1 }, because: 'older' },
        { script: { id: 'group-brakes-and-steering', version: 1 }, because: 'group-default' },
        { script: { id: 'group-standard', version: 1 }, because: 'less-specific' },
        { script: { id: 'group-body', version: 1 }, because: 'service-item' },
        { script: { id: 'group-new-vehicle', version: 1 }, because: 'vehicle-age' },
      ]),
    );
  });

  it('are not used in a language in which they do not speak', () => {
    const chinese = own('brakes', { systems: ['brakes'] }, { locales: ['zh-CN'] });
    const choice = chosen({ systems: ['brakes'], locale: 'en-US' }, chinese);
    expect(choice?.script.id).toBe('group-brakes-and-steering');
    expect(choice?.lost).toContainEqual({ script: chinese.ref, because: 'language' });
  });

  it('are chosen from once they are approved', () => {
    expect(candidatesOf([{ id: 'drafted' }])).toEqual(defaultCandidates);
  });
});

describe('R24: properties of the choice', () => {
  const range = fc
    .tuple(fc.nat(200), fc.integer({ min: 1, max: 100 }))
    .map(([from, length]) => ({ from, until: from + length }));
  const criteria: fc.Arbitrary<Criteria> = fc.record(
    {
      ageMonths: range,
      odometerKm: range,
      openSafetyItems: fc.boolean(),
      systems: fc.uniqueArray(fc.constantFrom(...systems), { minLength: 1, maxLength: 4 }),
      customerClasses: fc.uniqueArray(fc.constantFrom(...customerClasses), { minLength: 1 }),
      focus: fc.constantFrom(...focuses),
    },
    { requiredKeys: [] },
  );
  const some = fc
    .array(criteria, { maxLength: 12 })
    .map((all) => all.map((each, index) => own(`own-${index}`, each)));
  const situation: fc.Arbitrary<Situation> = fc.record(
    {
      ageMonths: fc.nat(300),
      odometerKm: fc.nat(300),
      openSafetyItems: fc.boolean(),
      systems: fc.uniqueArray(fc.constantFrom(...systems), { maxLength: 4 }),
      customerClass: fc.constantFrom(...customerClasses),
      focus: fc.constantFrom(...focuses),
      locale: fc.constantFrom('zh-CN' as const, 'en-US' as const),
    },
    { requiredKeys: ['openSafetyItems', 'systems', 'customerClass', 'locale'] },
  );
  const runs = { seed: 24, numRuns: 500 };

  it('there always is one, whatever the dealer wrote', () => {
    fc.assert(
      fc.property(some, situation, (scripts, at) => {
        expect(chooseScript([...scripts, ...defaultCandidates], at)).toBeDefined();
      }),
      runs,
    );
  });

  it('the order of candidates changes nothing', () => {
    fc.assert(
      fc.property(some, situation, (scripts, at) => {
        const all = [...scripts, ...defaultCandidates];
        expect(chooseScript([...all].reverse(), at)).toEqual(chooseScript(all, at));
      }),
      runs,
    );
  });

  it('every candidate is either chosen or has exactly one reason why not, and all named criteria are met', () => {
    fc.assert(
      fc.property(some, situation, (scripts, at) => {
        const all = [...scripts, ...defaultCandidates];
        const choice = chooseScript(all, at);
        const named = [choice?.script, ...(choice?.lost ?? []).map(({ script }) => script)];
        expect(named.map((ref) => ref?.id).sort()).toEqual(all.map(({ ref }) => ref.id).sort());
        const {
          ageMonths,
          odometerKm,
          openSafetyItems,
          systems: of,
          customerClasses: classes,
          focus,
        } = all.find(({ ref }) => ref === choice?.script)?.criteria ?? {};
        if (ageMonths) expect(at.ageMonths).toBeLessThan(ageMonths.until ?? Infinity);
        if (odometerKm) expect(at.odometerKm).toBeGreaterThanOrEqual(odometerKm.from ?? 0);
        if (openSafetyItems !== undefined) expect(at.openSafetyItems).toBe(openSafetyItems);
        if (of) expect(of.some((each) => at.systems.includes(each))).toBe(true);
        if (classes) expect(classes).toContain(at.customerClass);
        if (focus) expect(at.focus).toBe(focus);
      }),
      runs,
    );
  });

  it('a script that loses for being less specific never meets the weightiest criterion that the chosen one lacks', () => {
    fc.assert(
      fc.property(some, situation, (scripts, at) => {
        const important = own('for-class', { customerClasses: [at.customerClass] });
        const choice = chooseScript([...scripts, important], at);
        expect(choice?.rule[0]).toBe('customer-class');
      }),
      runs,
    );
  });
});
