import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { surveys, surveysJob } from './store.ts';
import { fallSilent } from './survey.ts';

/** Records silence where the time for an answer is up (R36). */
export function expireSurveys(now: Instant, table: Table): Promise<SweepReport> {
  const store = surveys(table);
  return sweep(table, store, surveysJob, now, async (id) => {
    await store.change(id, byClock(now), (known) => fallSilent(known, now));
  });
}
