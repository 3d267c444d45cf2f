import { sweep, type SweepReport } from '../dealers/sweep.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { rosterOf } from '../staff/roster.ts';
import { climb, resumeWhenDue } from './climb.ts';
import { mayClimb } from './clock.ts';
import type { Complaint, Decision } from './complaint.ts';
import type { Circumstances } from './ladder.ts';
import { askAgainAfterSilence } from './question.ts';
import { complaints, complaintsJob } from './store.ts';

/**
 * Acts on every complaint of which a time is up: an open one climbs to the next level in working time (R49, R50), one
 * whose customer has not said whether it is solved is asked about again.
 */
export function escalateComplaints(now: Instant, table: Table): Promise<SweepReport> {
  const store = complaints(table);
  return sweep(table, store, complaintsJob, now, async (id, dealer) => {
    const at = { dealer, roster: await rosterOf(table, dealer.id), now };
    await store.change(id, byClock(now), (known) => known && turnClock(known, id, at));
  });
}

/** What a moment makes of a complaint: one thing at a time, since the next sweep comes soon. */
export function turnClock(known: Complaint, complaintId: string, at: Circumstances): Decision | undefined {
  return (
    resumeWhenDue(known, at) ??
    askAgainAfterSilence(known, complaintId, at) ??
    (mayClimb(at.dealer, at.now) ? climb(known, complaintId, at) : undefined)
  );
}
