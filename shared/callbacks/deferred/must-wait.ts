import type { Dealer } from '../../dealers/dealer.ts';
import { addWorkingDays } from '../../dealers/working-hours.ts';
import type { Loaded } from '../../events/aggregate.ts';
import { byClock } from '../../events/occasion.ts';
import { idOf } from '../../platform/ids.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import type { Callback } from '../callback.ts';
import { findCallbackOf } from '../callbacks.ts';
import { callbacks, turns } from '../store.ts';
import { follow, putOff } from './follow.ts';
import { standingOf } from './standing.ts';
import { freeAgainAt, takeTurn } from './turn.ts';

/**
 * Whether a call about deferred safety work that is due must not be made now (R23): nothing is open any more; the
 * conversation about the vehicle's newest visit goes first; or the same phone was asked about another vehicle some days
 * ago. Then it is withdrawn or put off. Calls about visits need not wait.
 */
export async function mustWait(
  { id, version, state }: Loaded<Callback>,
  dealer: Dealer,
  now: Instant,
  table: Table,
): Promise<boolean> {
  if (!state.deferral) return false;
  const store = callbacks(table);
  const standing = await standingOf(table, state.deferral.vehicleId);
  const { state: after } = await store.change(id, byClock(now), (known) =>
    follow(known, standing, { dealer, now }),
  );
  if (after?.status !== 'planned' || !after.dueAt || after.dueAt > now) return true;
  const { lastVisitId } = standing;
  const talk = lastVisitId === undefined ? undefined : await findCallbackOf(table, lastVisitId);
  const afterTalk = freeAfterTalk(talk?.state, after.rule, dealer, now);
  if (afterTalk > now) {
    await store.change(id, byClock(now), (known) => putOff(known, 'deferred-after-talk', afterTalk, dealer));
    return true;
  }
  const { handsetId } = after;
  const turn = await turns(table).change(idOf('turn', handsetId), byClock(now)({ id, version }), (known) =>
    takeTurn(known, { handsetId, callbackId: id }, now),
  );
  if (!turn.state || turn.state.callbackId === id) return false;
  const free = freeAgainAt(turn.state);
  await store.change(id, byClock(now), (known) => putOff(known, 'deferred-by-turns', free, dealer));
  return true;
}

/**
 * From when on a customer may be called beside the conversation about a visit: not while that is still to come, and then
 * some days after they were spoken with, unless they asked for this very time.
 */
export function freeAfterTalk(
  talk: Callback | undefined,
  rule: string,
  dealer: Dealer,
  now: Instant,
): Instant {
  const { afterWorkDays } = dealer.settings.safetyReminders;
  if (talk?.status === 'planned' || talk?.status === 'open')
    return addWorkingDays(dealer.calendar, now, afterWorkDays);
  if (rule === 'deferred-as-asked') return now;
  const spoken = talk?.attempts.findLast(({ outcome }) => outcome === 'reached' || outcome === 'refused');
  return spoken ? addWorkingDays(dealer.calendar, spoken.at, afterWorkDays) : now;
}
