import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { assignCall } from '../staff/assign.ts';
import { rosterOf } from '../staff/roster.ts';
import { open } from './callback.ts';
import { callbacks, callbacksJob } from './store.ts';

/** Opens every callback whose moment has come, with the person who is to make it (R11, R12, R17). */
export function generateCallbacks(now: Instant, table: Table): Promise<SweepReport> {
  const store = callbacks(table);
  return sweep(table, store, callbacksJob, now, async (id, dealer) => {
    const roster = await rosterOf(table, dealer.id);
    await store.change(
      id,
      byClock(now),
      (known) =>
        known && open(known, assignCall(roster, known.advisorId, known.customerId ?? known.handsetId), now),
    );
  });
}
