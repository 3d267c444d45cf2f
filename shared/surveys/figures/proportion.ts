/** How many of how many, and where the true share lies (Wilson's interval, 95 %). Without cases there is no share. */
export interface Proportion {
  readonly count: number;
  readonly n: number;
  readonly share?: number;
  readonly low: number;
  readonly high: number;
}

/** The normal distribution's quantile of a two-sided interval of 95 %. */
const z = 1.959964;

/**
 * A share of `n` cases with its interval, which holds at the ends of the scale and for few cases, too. Throws a
 * RangeError for counts that are no counts.
 */
export function proportion(count: number, n: number): Proportion {
  if (!Number.isInteger(count) || !Number.isInteger(n) || count < 0 || count > n)
    throw new RangeError(`${count} of ${n} is no share`);
  if (n === 0) return { count, n, low: 0, high: 1 };
  const share = count / n;
  const centre = share + z ** 2 / (2 * n);
  const margin = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  // At the ends rounding may leave the scale or the share itself.
  const low = count === 0 ? 0 : Math.max(0, (centre - margin) / scale);
  const high = count === n ? 1 : Math.min(1, (centre + margin) / scale);
  return { count, n, share, low, high };
}
