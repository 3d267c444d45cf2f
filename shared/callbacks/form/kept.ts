import { epochMilliseconds, type Instant } from '../../platform/time.ts';
import type { VisitDetails } from '../../visits/visit.ts';

/** What was promised for a visit against what came of it (R08): only what the DMS told of. */
export interface Kept {
  readonly promisedAt?: Instant;
  readonly deliveredAt?: Instant;
  /** Below zero where it was delivered before the time. */
  readonly minutesLate?: number;
  readonly estimated?: string;
  readonly actual?: string;
  /** Below zero where it cost less. */
  readonly costMore?: string;
  readonly currency?: string;
}

/** Compares what a visit promised with what it was; `currency` is the dealer's, for totals without one. */
export function keptPromises(
  { repairOrder, totals }: Pick<VisitDetails, 'repairOrder' | 'totals'>,
  currency: string,
): Kept {
  const { promisedAt, deliveredAt } = repairOrder;
  const { estimated, actual } = totals ?? {};
  return {
    ...(promisedAt && { promisedAt }),
    ...(deliveredAt && { deliveredAt }),
    ...(promisedAt && deliveredAt && { minutesLate: minutesBetween(promisedAt, deliveredAt) }),
    ...(estimated !== undefined && { estimated }),
    ...(actual !== undefined && { actual }),
    ...(estimated !== undefined &&
      actual !== undefined && { costMore: (Number(actual) - Number(estimated)).toFixed(2) }),
    ...((estimated ?? actual) !== undefined && { currency: totals?.currency ?? currency }),
  };
}

function minutesBetween(from: Instant, until: Instant): number {
  return Math.round((epochMilliseconds(until) - epochMilliseconds(from)) / 60_000);
}
