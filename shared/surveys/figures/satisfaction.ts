import type { Rating } from '../rating.ts';
import { type Proportion, proportion } from './proportion.ts';

/** How satisfied those were who answered. */
export interface Satisfaction {
  readonly n: number;
  /** How many gave each level. */
  readonly levels: Readonly<Record<Rating, number>>;
  /** The two upper levels of five (4 and 5), which is what CSAT means. */
  readonly topTwo: Proportion;
  /** The two lower levels (1 and 2). */
  readonly bottomTwo: Proportion;
  readonly mean?: number;
}

/** The figures of some ratings (R29); without any there is no mean. */
export function satisfaction(ratings: readonly Rating[]): Satisfaction {
  const n = ratings.length;
  const levels = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const rating of ratings) levels[rating] += 1;
  const sum = ratings.reduce<number>((total, rating) => total + rating, 0);
  return {
    n,
    levels,
    topTwo: proportion(levels[4] + levels[5], n),
    bottomTwo: proportion(levels[1] + levels[2], n),
    ...(n === 0 ? {} : { mean: sum / n }),
  };
}
