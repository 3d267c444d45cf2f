import { type Instant, instantOf } from './time.ts';

/** What may be done *now* is judged by a clock that is handed in: the wall clock in Lambda, a virtual one locally. */
export interface Clock {
  now(): Instant;
}

/** The machine's clock; on the one-machine cloud `Date` itself is virtual. */
export const wallClock: Clock = { now: () => instantOf(Date.now()) };
