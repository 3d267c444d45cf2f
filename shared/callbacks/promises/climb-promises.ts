import { findCustomer } from '../../customers/customers.ts';
import { sweep, type SweepReport } from '../../dealers/sweep.ts';
import { isWorking } from '../../dealers/working-hours.ts';
import { byClock } from '../../events/occasion.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { rosterOf } from '../../staff/roster.ts';
import { nextLevel } from './clock.ts';
import { climb } from './promise.ts';
import { promises, promisesJob } from '../store.ts';

/** Breaks every promise whose time has run out, and lets those climb that are still not kept; in working time only. */
export function climbPromises(now: Instant, table: Table): Promise<SweepReport> {
  const store = promises(table);
  return sweep(
    table,
    store,
    promisesJob,
    now,
    async (id, dealer) => {
      const customerId = (await store.load(id))?.state.customerId;
      const customer = customerId ? await findCustomer(table, customerId) : undefined;
      const roster = await rosterOf(table, dealer.id);
      const about = { dealer, roster, isImportant: (customer?.importance.length ?? 0) > 0 };
      await store.change(
        id,
        byClock(now),
        (known) => known && climb(known, nextLevel(known, about, now), now),
      );
    },
    (dealer) => !isWorking(dealer.calendar, now),
  );
}
