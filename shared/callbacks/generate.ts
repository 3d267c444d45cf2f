import { findCustomer } from '../customers/customers.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { sweep, type SweepReport } from '../dealers/sweep.ts';
import type { Loaded } from '../events/aggregate.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { type Callers, callersOf } from '../staff/callers.ts';
import { callOf } from './call-of.ts';
import { type Callback, isDue, leaveOut, open, postpone } from './callback.ts';
import { mustWait } from './deferred/must-wait.ts';
import { judgeAnew } from './judge-anew.ts';
import { askedItem, wasRecentlyAsked } from './recently-asked.ts';
import { callbacks, callbacksJob } from './store.ts';

/** Opens every callback whose moment has come, with the person who is to make it (R11, R12, R17). */
export function generateCallbacks(now: Instant, table: Table): Promise<SweepReport> {
  const store = callbacks(table);
  const callers = callersOf(table);
  return sweep(table, store, callbacksJob, now, async (id, dealer) => {
    const due = await store.load(id);
    if (!due || !isDue(due.state, now) || (await mustWait(due, dealer, now, table))) return;
    await generate(due, dealer, { now, table, callers: callers(dealer) });
  });
}

/** Asks by text, puts a call on somebody's list, or postpones what must not be done now. */
async function generate(
  { id, state, version }: Loaded<Callback>,
  dealer: Dealer,
  { now, table, callers }: { now: Instant; table: Table; callers: Callers },
): Promise<void> {
  const store = callbacks(table);
  const customer = state.customerId ? await findCustomer(table, state.customerId) : undefined;
  const anew = state.deferral ? undefined : await judgeAnew(table, state, { customer, dealer, now });
  if (anew && anew.at > now) {
    await store.change(id, byClock(now), (known) => postpone(known, anew, now));
    return;
  }
  const isCall = (anew ?? state).channel === 'call';
  if (!isCall && (await wasRecentlyAsked(table, state, dealer, now))) {
    await store.change(id, byClock(now), (known) => leaveOut(known, now));
    return;
  }
  const call = callOf(state, { customer, dealer, at: now });
  const occasion = byClock(now)({ id, version });
  const assignment = isCall ? await callers.assign(id, call, occasion) : await callers.nominate(call);
  const attached = isCall ? [] : [askedItem(state.handsetId, now)];
  const changed = await store.change(id, byClock(now), (known) => {
    const opened = open(known, assignment, now, anew);
    return opened && { ...opened, attached };
  });
  const { assigneeId } = assignment;
  // Somebody else was faster and gave it to another: that one makes the call.
  if (isCall && assigneeId && changed.state?.assigneeId !== assigneeId)
    await callers.giveUp(assigneeId, id, call.on, occasion);
}
