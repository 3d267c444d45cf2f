import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { partsOf, priceOf, TextBudgetSchema } from '../../../shared/dealers/text-budget.ts';

const budget = (perMonth: string, perPart: string) => v.parse(TextBudgetSchema, { perMonth, perPart });

describe("a dealer's budget for texts", () => {
  it.each([
    ['500.00', '0.05', 10_000, 8000],
    ['1', '0.3', 3, 3],
    ['10', '0.00645', 1550, 1240],
    ['0', '0.05', 0, 0],
    ['999999999', '0.000001', 999_999_999_000_000, 799_999_999_200_000],
  ])('%s at %s a part buys %i parts, and warns at %i', (perMonth, perPart, limit, warnAt) => {
    expect(partsOf(budget(perMonth, perPart))).toEqual({ limit, warnAt });
  });

  it.each([
    { perMonth: '-1', perPart: '0.05' },
    { perMonth: '1', perPart: '0' },
    { perMonth: '1', perPart: '0.000' },
    { perMonth: 500, perPart: '0.05' },
    { perMonth: '1', perPart: '0.05', warnAtPercent: 0 },
  ])('%j is none', (given) => {
    expect(v.is(TextBudgetSchema, given)).toBe(false);
  });

  it.each([
    [1, '0.05', '0.05'],
    [3, '0.00645', '0.01935'],
    [20, '0.05', '1.00'],
    [0, '0.05', '0.00'],
  ])('%i parts at %s cost %s', (parts, perPart, cost) => {
    expect(priceOf(parts, { perPart })).toBe(cost);
  });

  it('what it buys costs no more than it, and one part more does', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 }).map((micros) => (micros / 1_000_000).toFixed(6));
    fc.assert(
      fc.property(amount, amount, (perMonth, perPart) => {
        const { limit } = partsOf(budget(perMonth, perPart));
        expect(Number(priceOf(limit, { perPart }))).toBeLessThanOrEqual(Number(perMonth) + 1e-9);
        expect(Number(priceOf(limit + 1, { perPart }))).toBeGreaterThan(Number(perMonth) - 1e-9);
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
