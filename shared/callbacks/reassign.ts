import { findCustomer } from '../customers/customers.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { Change } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, latest } from '../platform/time.ts';
import { isAbsentOn } from '../staff/absence.ts';
import { type Callers, callersOf } from '../staff/callers.ts';
import type { Assignment, Call } from '../staff/choose-caller.ts';
import { findPerson } from '../staff/roster.ts';
import { allWorkOf } from '../staff/worklist.ts';
import { callOf } from './call-of.ts';
import { about, type Callback, type HandOver } from './callback.ts';
import { permittedMoment } from './plan.ts';
import { callbacks } from './store.ts';

/**
 * Somebody has left, or is away on days for which they have calls: those become others', by the rule that gave them out
 * (R17, R54). A call that nobody else could make stays with whoever is only away.
 */
export async function reassignCalls(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const formerId = event.aggregateId.replace(/^staff_/, '');
  const person = await findPerson(table, formerId);
  const store = callbacks(table);
  const occasion = following(event, now);
  const callersAt = callersOf(table);
  for (const id of await allWorkOf(table, formerId, 'callback')) {
    const callback = (await store.load(id))?.state;
    if (!isToBeCalledBy(callback, formerId)) continue;
    const dealer = await getDealer(table, callback.dealerId);
    const call = await nextCallOf(table, callback, dealer, now);
    if (person?.dealerIds.includes(dealer.id) && !isAbsentOn(person, call.on)) continue;
    const callers = callersAt(dealer);
    const never = [...call.never, formerId];
    const assignment = await callers.assign(id, { ...call, never }, occasion);
    if (person && !assignment.assigneeId) continue;
    const handOver = { reason: person ? 'staff-absent' : 'staff-left', formerId, at: now } as const;
    const changed = await store.change(id, occasion, (known) => reassign(known, assignment, handOver));
    await settle(callers, { id, on: call.on, formerId, chosenId: assignment.assigneeId }, changed, occasion);
  }
}

/** Whose call an open callback is on the day on which it is next to be made. */
export async function nextCallOf(
  table: Table,
  callback: Callback,
  dealer: Dealer,
  now: Instant,
): Promise<Call> {
  const customer = callback.customerId ? await findCustomer(table, callback.customerId) : undefined;
  const at = permittedMoment('call', latest(callback.dueAt ?? now, now), dealer);
  return callOf(callback, { customer, dealer, at });
}

/** Gives an open call to another. Nothing if it is done, or no longer whose it was. */
export function reassign(
  known: Callback | undefined,
  { assigneeId, rule: assignedBy }: Assignment,
  handOver: Omit<HandOver, 'assigneeId'>,
  attached: readonly Attachment[] = [],
): Change<Callback> | undefined {
  const { formerId, reason, note } = handOver;
  if (!isToBeCalledBy(known, formerId) || assigneeId === formerId) return undefined;
  const handOvers = [...(known.handOvers ?? []), { ...handOver, ...(assigneeId && { assigneeId }) }];
  const facts = { reason, formerId, assigneeId, assignedBy, ...(note && { note }) };
  return {
    state: { ...known, assigneeId, assignedBy, handOvers },
    events: [{ name: 'callback.reassigned', ...about(known), facts }],
    attached,
  };
}

/** After a call changed hands: whoever does not make it gives it up, be it the former one or, overtaken, the chosen one. */
export async function settle(
  callers: Callers,
  { id, on, formerId, chosenId }: { id: string; on: Call['on']; formerId?: string; chosenId?: string },
  { state }: { readonly state: Callback | undefined },
  occasion: Parameters<Callers['giveUp']>[3],
): Promise<void> {
  for (const staffId of [formerId, chosenId])
    if (staffId && state?.assigneeId !== staffId) await callers.giveUp(staffId, id, on, occasion);
}

function isToBeCalledBy(known: Callback | undefined, staffId: string | undefined): known is Callback {
  return known?.status === 'open' && known.channel === 'call' && known.assigneeId === staffId;
}
