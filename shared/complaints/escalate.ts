import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mayClimb, topLevel } from './clock.ts';
import { escalate } from './complaint.ts';
import { clocksFor } from './complaints.ts';
import { askAgainAfterSilence } from './reply.ts';
import { complaints, complaintsJob } from './store.ts';

/**
 * Acts on every complaint whose clock has run out: an open one climbs to the next level in working time (R49, R50),
 * one whose customer has not said whether it is solved is asked about again.
 */
export function escalateComplaints(now: Instant, table: Table): Promise<SweepReport> {
  const store = complaints(table);
  return sweep(table, store, complaintsJob, now, async (id, dealer) => {
    const complaint = (await store.load(id))?.state;
    if (!complaint || (complaint.state === 'open' && !mayClimb(dealer, now))) return;
    const { severity, state } = complaint;
    const level = state === 'open' ? Math.min(complaint.level + 1, topLevel) : complaint.level;
    const clocks = await clocksFor(table, complaint, { level, severity }, now);
    await store.change(id, byClock(now), (known) =>
      known?.state === 'open'
        ? escalate(known, clocks.level, now)
        : askAgainAfterSilence(known, id, clocks, now),
    );
  });
}
