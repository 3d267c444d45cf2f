import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { Change } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { Leaver } from '../staff/leaver.ts';
import type { Person } from '../staff/person.ts';
import { levelClock } from './clock.ts';
import { type Complaint, filedUnder } from './complaint.ts';
import { complaints } from './store.ts';

/** Somebody has left: the complaints on their worklist become others', at their level or the next one above (R50). */
export async function reassignComplaints(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const leaver = await Leaver.of(event, table);
  const store = complaints(table);
  for (const id of await leaver.work('complaint')) {
    const complaint = (await store.load(id))?.state;
    if (!complaint) continue;
    const dealer = await getDealer(table, complaint.dealerId);
    const roster = await leaver.colleagues(complaint.dealerId);
    await store.change(id, following(event, now), (known) =>
      reassign(known, leaver.id, { dealer, roster }, now),
    );
  }
}

/**
 * Gives an open complaint of somebody who has left to another. The customer has waited since it came to the former one,
 * so its time goes on. Nothing if it is not theirs or no longer open.
 */
export function reassign(
  known: Complaint | undefined,
  formerId: string,
  { dealer, roster }: { dealer: Dealer; roster: readonly Person[] },
  now: Instant,
): Change<Complaint> | undefined {
  if (known?.state !== 'open' || known.assigneeId !== formerId) return undefined;
  const { severity, customerId, handsetId } = known;
  const about = { severity, customer: customerId ?? handsetId, level: known.level };
  const { level, assigneeId, dueAt: fresh } = levelClock(dealer, roster, about, now);
  const dueAt = known.dueAt ?? fresh;
  return {
    state: { ...known, level, assigneeId, dueAt },
    events: [
      {
        name: 'complaint.reassigned',
        ...filedUnder(known),
        facts: { reason: 'staff-left', formerId, level, assigneeId, dueAt },
      },
    ],
  };
}
