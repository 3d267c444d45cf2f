import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstantSchema } from '../../../../shared/platform/time.ts';
import { factors, type FactorAnswers } from '../../../../shared/surveys/figures/factors.ts';
import { priceKept, satisfactionByPromise, timeKept } from '../../../../shared/surveys/figures/promises.ts';
import { ranked } from '../../../../shared/surveys/figures/rank.ts';
import { type Outcome, response } from '../../../../shared/surveys/figures/response.ts';
import { satisfaction } from '../../../../shared/surveys/figures/satisfaction.ts';
import * as v from 'valibot';

const runs = { seed: 20260302, numRuns: 300 };
const rating = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const);
const at = (time: string) => v.parse(InstantSchema, time);

describe('R29: satisfaction', () => {
  it('is the share of the two upper levels, with its n, and a mean', () => {
    const figures = satisfaction([5, 5, 4, 3, 1]);
    expect(figures).toMatchObject({ n: 5, mean: 3.6, levels: { 1: 1, 2: 0, 3: 1, 4: 1, 5: 2 } });
    expect(figures.topTwo).toMatchObject({ count: 3, n: 5, share: 0.6 });
    expect(figures.bottomTwo).toMatchObject({ count: 1, n: 5, share: 0.2 });
  });

  it('of nobody has neither share nor mean', () => {
    const figures = satisfaction([]);
    expect(figures.n).toBe(0);
    expect(figures).not.toHaveProperty('mean');
    expect(figures.topTwo).not.toHaveProperty('share');
  });

  it('does not depend on the order, and every answer counts once', () => {
    fc.assert(
      fc.property(fc.array(rating), (ratings) => {
        const figures = satisfaction(ratings);
        expect(figures).toEqual(satisfaction(ratings.toReversed()));
        expect(Object.values(figures.levels).reduce((a, b) => a + b, 0)).toBe(figures.n);
        expect(figures.topTwo.count + figures.bottomTwo.count + figures.levels[3]).toBe(figures.n);
      }),
      runs,
    );
  });
});

describe('R36: response', () => {
  const outcomes: Outcome[] = ['answered', 'answered', 'silent', 'unclear', 'waiting', 'not-asked'];

  it('counts silence on its own, and not who still has time', () => {
    const figures = response(outcomes);
    expect(figures).toMatchObject({ n: 6, asked: 5, notAsked: 1, waiting: 1 });
    expect(figures.answered).toMatchObject({ count: 2, n: 4, share: 0.5 });
    expect(figures.silent).toMatchObject({ count: 1, n: 4 });
    expect(figures.unclear).toMatchObject({ count: 1, n: 4 });
  });

  it('more silence never means more answers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1 }), (known) => {
        const [before, after] = [response(known), response([...known, 'silent'])];
        expect(after.answered.share ?? 0).toBeLessThanOrEqual(before.answered.share ?? 1);
        expect(after.answered.count + after.silent.count + after.unclear.count).toBe(after.answered.n);
      }),
      runs,
    );
  });
});

describe('R33, R34, R35: the axes apart', () => {
  const answers: FactorAnswers[] = [
    { hygiene: { 'on-time': false, 'fault-fixed': true }, satisfiers: { welcome: 5 } },
    { hygiene: { 'on-time': true }, satisfiers: { welcome: 2 }, negative: { 'parts-price': true } },
    {},
  ];

  it('counts those who were asked about a factor', () => {
    const figures = factors(answers);
    expect(figures.hygieneMissing['on-time']).toMatchObject({ count: 1, n: 2 });
    expect(figures.hygieneMissing['fault-fixed']).toMatchObject({ count: 0, n: 1 });
    expect(figures.hygieneMissing['right-diagnosis']).toMatchObject({ count: 0, n: 0 });
    expect(figures.satisfiers.welcome).toMatchObject({ n: 2, mean: 3.5 });
    expect(figures.negative['parts-price']).toMatchObject({ count: 1, n: 1 });
  });

  it('a hygiene factor changes no satisfier', () => {
    const worse = answers.map((each) => ({ ...each, hygiene: { 'on-time': false } }));
    expect(factors(worse).satisfiers).toEqual(factors(answers).satisfiers);
    expect(factors(worse).negative).toEqual(factors(answers).negative);
  });
});

describe('R32: promised against actual, beside the answer', () => {
  const promised = { promisedAt: at('2026-03-02T08:00:00.000Z'), estimated: 40_000 };
  const kept = {
    ...promised,
    deliveredAt: at('2026-03-02T08:00:00.000Z'),
    charged: 40_000,
    rating: 5,
  } as const;
  const broken = {
    ...promised,
    deliveredAt: at('2026-03-02T08:00:01.000Z'),
    charged: 40_001,
    rating: 2,
  } as const;

  it('tells a promise that was kept from one that was broken and one that is not known', () => {
    expect([kept, broken, promised].map(timeKept)).toEqual(['kept', 'broken', 'unknown']);
    expect([kept, broken, promised].map(priceKept)).toEqual(['kept', 'broken', 'unknown']);
  });

  it('has the satisfaction of each, and every rating is in one of them', () => {
    const figures = satisfactionByPromise([kept, broken, { ...promised, rating: 4 }, promised], timeKept);
    expect(figures).toMatchObject({
      kept: { n: 1, mean: 5 },
      broken: { n: 1, mean: 2 },
      unknown: { n: 1, mean: 4 },
    });
  });
});

describe('ranks', () => {
  it('are hidden below the minimum of answers, but n is shown', () => {
    const list = ranked(
      [
        { id: 'a', figures: satisfaction([5]) },
        { id: 'b', figures: satisfaction([5, 5, 1]) },
        { id: 'c', figures: satisfaction([5, 5, 5]) },
      ],
      3,
    );
    expect(list).toMatchObject([
      { id: 'c', n: 3, rank: 1 },
      { id: 'b', n: 3, rank: 2 },
      { id: 'a', n: 1 },
    ]);
    expect(list[2]).not.toHaveProperty('rank');
  });

  it('are equal for equal shares, and nobody without answers has one', () => {
    const people = fc.uniqueArray(
      fc.record({ id: fc.string(), ratings: fc.array(rating, { maxLength: 6 }) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(people, fc.nat(5), (all, minimum) => {
        const list = ranked(
          all.map(({ id, ratings }) => ({ id, figures: satisfaction(ratings) })),
          minimum,
        );
        expect(list).toHaveLength(all.length);
        for (const one of list) {
          expect(one.rank === undefined).toBe(one.n < Math.max(1, minimum));
          for (const other of list.filter(({ rank }) => rank !== undefined && one.rank !== undefined))
            expect(one.rank === other.rank).toBe(one.figures.topTwo.share === other.figures.topTwo.share);
        }
      }),
      runs,
    );
  });
});
