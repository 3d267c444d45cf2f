import type { Instant } from '../../platform/time.ts';
import type { Rating } from '../rating.ts';
import { type Satisfaction, satisfaction } from './satisfaction.ts';

/** What was promised for a visit and what came of it, beside the answer (R32). Money in minor units of one currency. */
export interface PromisedAndActual {
  readonly promisedAt?: Instant;
  readonly deliveredAt?: Instant;
  readonly estimated?: number;
  readonly charged?: number;
  readonly rating?: Rating;
}

/** Whether a promise was kept; `unknown` where either side of it is. */
export type Kept = 'kept' | 'broken' | 'unknown';

/** Whether the vehicle was ready when promised. */
export function timeKept({ promisedAt, deliveredAt }: PromisedAndActual): Kept {
  if (promisedAt === undefined || deliveredAt === undefined) return 'unknown';
  return deliveredAt <= promisedAt ? 'kept' : 'broken';
}

/** Whether it cost no more than estimated. */
export function priceKept({ estimated, charged }: PromisedAndActual): Kept {
  if (estimated === undefined || charged === undefined) return 'unknown';
  return charged <= estimated ? 'kept' : 'broken';
}

/** How satisfied customers were whose promise was kept, broken, or not known. */
export function satisfactionByPromise(
  visits: readonly PromisedAndActual[],
  promise: (visit: PromisedAndActual) => Kept,
): Readonly<Record<Kept, Satisfaction>> {
  const of = (kept: Kept) =>
    satisfaction(
      visits.flatMap((visit) =>
        visit.rating !== undefined && promise(visit) === kept ? [visit.rating] : [],
      ),
    );
  return { kept: of('kept'), broken: of('broken'), unknown: of('unknown') };
}
