import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dealer } from '../../../shared/dealers/dealer.ts';
import {
  acceptedGenerations,
  addGeneration,
  newestGeneration,
  retireGeneration,
} from '../../../shared/dealers/secret-generations.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { later } from '../../../shared/platform/time.ts';
import { aDealer } from '../../builders/dealer.ts';
import { monday } from '../../builders/times.ts';

const inTwoDays = later(monday, { days: 2 });

describe('rotation of a webhook secret', () => {
  it('lets old and new be valid together, until the old one is ended', () => {
    const rotated = addGeneration(aDealer(), 2);
    expect(acceptedGenerations(rotated, later(monday, { days: 400 }))).toEqual([1, 2]);
    expect(acceptedGenerations(retireGeneration(rotated, 1), monday)).toEqual([2]);
  });

  it('ends the old one by itself at the moment that was given, not before', () => {
    const rotated = addGeneration(aDealer(), 2, inTwoDays);
    expect(acceptedGenerations(rotated, later(inTwoDays, { minutes: -1 }))).toEqual([1, 2]);
    expect(acceptedGenerations(rotated, inTwoDays)).toEqual([2]);
  });

  it('adds none twice, leaves none out, and never ends the newest', () => {
    const rotated = addGeneration(aDealer(), 2, inTwoDays);
    expect(addGeneration(rotated, 2)).toBe(rotated);
    expect(() => addGeneration(rotated, 4)).toThrow(expect.objectContaining({ status: 409 }));
    expect(() => retireGeneration(rotated, 2)).toThrow(expect.objectContaining({ status: 409 }));
  });

  it('whatever is done: the newest is always accepted, and no generation comes back', () => {
    const step = fc.tuple(fc.constantFrom('add', 'retire'), fc.integer({ min: 1, max: 8 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let dealer: Dealer = aDealer();
        const gone = new Set<number>();
        for (const [what, generation, soon] of steps) {
          const before = dealer.settings.secretGenerations;
          try {
            dealer =
              what === 'add'
                ? addGeneration(dealer, generation, soon ? inTwoDays : undefined)
                : retireGeneration(dealer, generation);
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
          }
          const now = dealer.settings.secretGenerations;
          for (const each of before) if (!now.includes(each)) gone.add(each);
          expect(now.filter((each) => gone.has(each))).toEqual([]);
          expect(acceptedGenerations(dealer, later(monday, { days: 99 }))).toContain(
            newestGeneration(dealer),
          );
        }
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
