import { isGroupPaused } from '../dealers/texting.ts';
import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { messagesJob, texts } from './store.ts';
import { release } from './text.ts';

/**
 * Asks again for every held text whose wait is over, but where texts are paused; `send` checks anew whether it may go.
 */
export async function releaseTexts(now: Instant, table: Table): Promise<SweepReport> {
  if (await isGroupPaused(table)) return { handled: 0, failed: [] };
  const store = texts(table);
  const ask = async (id: string) => {
    await store.change(id, byClock(now), (known) => release(known, now));
  };
  return sweep(table, store, messagesJob, now, ask, (dealer) => dealer.settings.textsPaused);
}
