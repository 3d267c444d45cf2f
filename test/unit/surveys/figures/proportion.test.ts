import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proportion } from '../../../../shared/surveys/figures/proportion.ts';

const runs = { seed: 20260302, numRuns: 500 };
const cases = fc.nat(5000).chain((n) => fc.record({ n: fc.constant(n), count: fc.nat(n) }));

describe('a share with Wilson’s interval of 95 %', () => {
  // From Newcombe, Statistics in Medicine 17 (1998), Table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i lies between %f and %f', (count, n, low, high) => {
    const figure = proportion(count, n);
    expect(figure.low).toBeCloseTo(low, 4);
    expect(figure.high).toBeCloseTo(high, 4);
  });

  it('knows nothing of no cases', () => {
    expect(proportion(0, 0)).toEqual({ count: 0, n: 0, low: 0, high: 1 });
  });

  it.each([
    [2, 1],
    [-1, 3],
    [0.5, 1],
    [0, Number.NaN],
  ])('%d of %d is no share', (count, n) => {
    expect(() => proportion(count, n)).toThrow(RangeError);
  });

  it('holds the share, within 0 and 1, and the other cases have the mirrored interval', () => {
    fc.assert(
      fc.property(cases, ({ count, n }) => {
        const figure = proportion(count, n);
        const others = proportion(n - count, n);
        expect(0 <= figure.low && figure.high <= 1).toBe(true);
        if (figure.share !== undefined)
          expect(figure.low <= figure.share && figure.share <= figure.high).toBe(true);
        expect(others.low).toBeCloseTo(1 - figure.high, 10);
      }),
      runs,
    );
  });

  it('is narrower with more cases of the same share', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 2, max: 9 }), ({ count, n }, times) => {
        const [few, many] = [proportion(count, n), proportion(count * times, n * times)];
        if (n > 0) expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
      runs,
    );
  });
});
