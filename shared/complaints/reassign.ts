import { getDealer } from '../dealers/dealers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { Leaver } from '../staff/leaver.ts';
import { nextDue } from './clock.ts';
import { type Complaint, type Decision, filedUnder, openTasks } from './complaint.ts';
import { type Circumstances, inCharge } from './ladder.ts';
import { complaints, workerOf } from './store.ts';
import { changeTask, taskFilings } from './tasks.ts';

/** Somebody has left: the complaints and tasks on their worklist become others', at their level or above (R50). */
export async function reassignComplaints(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const leaver = await Leaver.of(event, table);
  const store = complaints(table);
  for (const id of new Set(await leaver.work('complaint'))) {
    const complaint = (await store.load(id))?.state;
    if (!complaint) continue;
    const dealer = await getDealer(table, complaint.dealerId);
    const roster = await leaver.colleagues(complaint.dealerId);
    await store.change(id, following(event, now), (known) =>
      reassign(known, id, leaver.id, { dealer, roster, now }),
    );
  }
}

/**
 * Gives an open complaint of somebody who has left to another, and their tasks to whoever sees to it that they are done.
 * The customer has waited since it came to the former one, so its time goes on. Nothing where nothing is theirs.
 */
export function reassign(
  known: Complaint | undefined,
  complaintId: string,
  formerId: string,
  at: Circumstances,
): Decision | undefined {
  if (!known) return undefined;
  const isTheirs = workerOf(known) === formerId;
  const theirs = openTasks(known).filter(({ ownerId }) => ownerId === formerId);
  if (!isTheirs && theirs.length === 0) return undefined;
  let state: Complaint = isTheirs ? { ...known, ...inCharge(at, known, known.level) } : known;
  for (const { id, level = 1 } of theirs)
    state = changeTask(state, id, { ownerId: inCharge(at, known, level).assigneeId });
  const { level, assigneeId } = state;
  const taskIds = theirs.map(({ id }) => id);
  return {
    state,
    events: [
      {
        name: 'complaint.reassigned',
        ...filedUnder(known),
        facts: {
          reason: 'staff-left',
          formerId,
          ...(taskIds.length > 0 && { taskIds }),
          level,
          assigneeId,
          dueAt: nextDue(known),
        },
      },
    ],
    attached: taskFilings(known, state, complaintId),
  };
}
