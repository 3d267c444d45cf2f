import type { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import type { Dealer } from './dealer.ts';
import { listDealers } from './dealers.ts';

/** How many were looked at, and which could not be handled: they stay due and are tried again by the next sweep. */
export interface SweepReport {
  readonly handled: number;
  readonly failed: readonly { id: string; error: unknown }[];
}

/**
 * Handles all that is due for a job up to now, dealer by dealer. One that fails does not hold up the others; it stays
 * due, and the report names it. What is due at a dealer that is left out waits.
 */
export async function sweep<S>(
  table: Table,
  aggregates: Aggregates<S>,
  job: string,
  now: Instant,
  handle: (id: string, dealer: Dealer) => Promise<void>,
  isLeftOut: (dealer: Dealer) => boolean = () => false,
): Promise<SweepReport> {
  const failed: { id: string; error: unknown }[] = [];
  let handled = 0;
  for (const dealer of await listDealers(table)) {
    if (isLeftOut(dealer)) continue;
    for (const id of await aggregates.due(dealer.id, job, now)) {
      try {
        await handle(id, dealer);
        handled += 1;
      } catch (error) {
        failed.push({ id, error });
      }
    }
  }
  return { handled, failed };
}
