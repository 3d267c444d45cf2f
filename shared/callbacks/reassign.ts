import type { Change } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { assignCall, assignCare } from '../staff/assign.ts';
import type { Person } from '../staff/person.ts';
import { Leaver } from '../staff/leaver.ts';
import { about, type Callback } from './callback.ts';
import { callbacks } from './store.ts';

/**
 * Somebody has left: the calls on their worklist become others', by the rule that gave it to them (R17, R54). What was
 * an advisor's own customer goes to whoever has the advisor's number in the DMS now, else to customer service.
 */
export async function reassignCalls(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const leaver = await Leaver.of(event, table);
  const store = callbacks(table);
  for (const id of await leaver.work('callback')) {
    const callback = (await store.load(id))?.state;
    if (!callback) continue;
    const roster = await leaver.colleagues(callback.dealerId);
    await store.change(id, following(event, now), (known) => reassign(known, leaver.id, roster));
  }
}

/** Gives an open call of somebody who has left to another. Nothing if it is not theirs or done. */
export function reassign(
  known: Callback | undefined,
  formerId: string,
  roster: readonly Person[],
): Change<Callback> | undefined {
  if (known?.status !== 'open' || known.channel !== 'call' || known.assigneeId !== formerId) return undefined;
  const customer = known.customerId ?? known.handsetId;
  const { assigneeId, rule: assignedBy } =
    known.assignedBy === 'receiving-advisor'
      ? assignCall(roster, known.advisorId, customer)
      : assignCare(roster, customer);
  return {
    state: { ...known, assigneeId, assignedBy },
    events: [
      {
        name: 'callback.reassigned',
        ...about(known),
        facts: { reason: 'staff-left', formerId, assigneeId, assignedBy },
      },
    ],
  };
}
