import * as v from 'valibot';

/** An amount of money that may be a fraction of a cent, as a decimal string. */
const price = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'must be an amount as a decimal string, such as "0.0075"'),
);

/** What a dealer may spend on texts in a month, in its currency; counted in parts, since carriers bill those. */
export const TextBudgetSchema = v.object({
  perMonth: price,
  perPart: v.pipe(
    price,
    v.check((each) => /[1-9]/.test(each), 'must be more than nothing'),
  ),
  /** At how many percent of it somebody is warned. */
  warnAtPercent: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 80),
});
export type TextBudget = v.InferOutput<typeof TextBudgetSchema>;

/** How many parts the budget of a month buys, and at how many of them somebody is warned. */
export function partsOf({ perMonth, perPart, warnAtPercent }: TextBudget): { limit: number; warnAt: number } {
  const limit = Number(micros(perMonth) / micros(perPart));
  return { limit, warnAt: Math.ceil((limit * warnAtPercent) / 100) };
}

/** What so many parts cost, as a decimal string. */
export function priceOf(parts: number, { perPart }: Pick<TextBudget, 'perPart'>): string {
  const total = String(micros(perPart) * BigInt(parts)).padStart(7, '0');
  return `${total.slice(0, -6)}.${total.slice(-6)}`.replace(/(\.\d\d\d*?)0+$/, '$1');
}

/** Millionths, so that nothing is rounded. */
function micros(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}
