/** Fractions from 0 up to 1 that follow from a seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order, never in the one that they have. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const mixed = things
    .map((thing, index) => ({ thing, index, place: random() }))
    .sort((a, b) => a.place - b.place);
  const isAsBefore = mixed.every(({ index }, place) => index === place);
  const order = mixed.map(({ thing }) => thing);
  return isAsBefore ? order.reverse() : order;
}
