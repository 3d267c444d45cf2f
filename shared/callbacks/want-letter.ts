import { sweep, type SweepReport } from '../dealers/sweep.ts';
import type { Change } from '../events/aggregate.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, localDate } from '../platform/time.ts';
import { callersOf } from '../staff/callers.ts';
import type { Assignment } from '../staff/choose-caller.ts';
import { about, type Callback } from './callback.ts';
import { permittedMoment } from './plan.ts';
import { callbacks, lettersJob } from './store.ts';

/** Has customer service write to every customer who answered neither calls nor the text that followed them. */
export function wantLetters(now: Instant, table: Table): Promise<SweepReport> {
  const store = callbacks(table);
  const callers = callersOf(table);
  return sweep(table, store, lettersJob, now, async (id, dealer) => {
    const callback = (await store.load(id))?.state;
    if (!callback) return;
    const { customerId, handsetId: handset } = callback;
    const dueAt = permittedMoment('call', now, dealer);
    const on = localDate(dueAt, dealer.calendar.zone);
    const letter = {
      by: 'customer-service',
      advisorId: '',
      customer: customerId ?? handset,
      on,
      never: [],
    } as const;
    const assignment = await callers(dealer).nominate(letter);
    await store.change(id, byClock(now), (known) => known && wantLetter(known, assignment, dueAt, now));
  });
}

/** The text brought no answer either: a person writes a letter. Nothing while the customer still has time to answer. */
export function wantLetter(
  known: Callback,
  { assigneeId, rule: assignedBy }: Assignment,
  dueAt: Instant,
  now: Instant,
): Change<Callback> | undefined {
  if (known.status !== 'open' || known.rung !== 'text' || !known.dueAt || known.dueAt > now) return undefined;
  const reason = 'unreachable';
  return {
    state: { ...known, rung: 'letter', handReason: reason, assigneeId, assignedBy, dueAt },
    events: [{ name: 'callback.handed', ...about(known), facts: { reason, assigneeId, assignedBy } }],
  };
}
