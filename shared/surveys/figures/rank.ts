import type { Satisfaction } from './satisfaction.ts';

/** Somebody's figures with their place among others; without a place when there are too few answers to tell. */
export interface Ranked {
  readonly id: string;
  readonly n: number;
  readonly figures: Satisfaction;
  readonly rank?: number;
}

/**
 * Ranks by top-2-box share those with at least `minimum` answers; equal shares have equal places. The others stand
 * behind, by id, with their n and no place.
 */
export function ranked(
  all: readonly { readonly id: string; readonly figures: Satisfaction }[],
  minimum: number,
): Ranked[] {
  const share = ({ figures }: { figures: Satisfaction }) => figures.topTwo.share ?? 0;
  const byId = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const enough = byId
    .filter(({ figures }) => figures.n >= Math.max(1, minimum))
    .toSorted((a, b) => share(b) - share(a));
  const tooFew = byId.filter(({ figures }) => figures.n < Math.max(1, minimum));
  return [
    ...enough.map(({ id, figures }) => {
      const rank = 1 + enough.filter((other) => share(other) > share({ figures })).length;
      return { id, n: figures.n, figures, rank };
    }),
    ...tooFew.map(({ id, figures }) => ({ id, n: figures.n, figures })),
  ];
}
