import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { messagesJob, texts } from './store.ts';
import { release } from './text.ts';

/** Asks again for every held text whose wait is over; `send` checks anew whether it may go. */
export function releaseTexts(now: Instant, table: Table): Promise<SweepReport> {
  const store = texts(table);
  return sweep(table, store, messagesJob, now, async (id) => {
    await store.change(id, byClock(now), (known) => release(known, now));
  });
}
