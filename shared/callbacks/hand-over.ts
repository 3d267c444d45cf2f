import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { shortText } from '../platform/formats.ts';
import { invalid, notFound, notPossible, Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import { isAbsentOn } from '../staff/absence.ts';
import { Callers } from '../staff/callers.ts';
import { type Assignment, type Call, isOneOf } from '../staff/choose-caller.ts';
import type { Person } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import type { Callback } from './callback.ts';
import { nextCallOf, reassign, settle } from './reassign.ts';
import { callbacks } from './store.ts';

/** Why a call is handed over, and to whom; without a name the rules choose. */
export const HandOverBodySchema = v.object({
  to: v.optional(v.pipe(v.string(), v.minLength(1))),
  reason: shortText(500),
});
export type HandOverBody = v.InferOutput<typeof HandOverBodySchema>;

/**
 * Hands an open call to a colleague, with the reason. Throws problems: 404 for a callback of another dealer, 403 to an
 * advisor whose call it is not, 400 for a colleague who does not work there, 409 where nobody is to call, or the colleague
 * is away, was complained of, or has as many calls as fit into that day.
 */
export async function handOverCall(
  callbackId: string,
  body: HandOverBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<Pick<Callback, 'status' | 'assigneeId' | 'assignedBy' | 'dueAt'> & { id: string }> {
  const { by, now } = request;
  const store = callbacks(table);
  const callback = (await store.load(callbackId))?.state;
  if (!callback) throw notFound('callback');
  mustServe(by, callback.dealerId, 'callback');
  const isDone = callback.handOvers?.some((each) => each.request === request.key);
  if (isDone) return answerOf(callbackId, callback);
  mustBeOpenFor(by, callback);
  const dealer = await getDealer(table, callback.dealerId);
  const call = await nextCallOf(table, callback, dealer, now);
  const callers = new Callers(table, dealer);
  const occasion = byStaff(by.id, request.id, now, now);
  const formerId = callback.assigneeId;
  const take = (staffId: string) => callers.takeFor(staffId, callbackId, call.on, occasion);
  const assignment: Assignment = body.to
    ? await toColleague(body.to, call, await rosterOf(table, dealer.id), take)
    : await callers.assign(
        callbackId,
        { ...call, never: [...call.never, ...(formerId ? [formerId] : [])] },
        occasion,
      );
  if (!assignment.assigneeId) throw notPossible('Nobody else could make this call on its day.');
  const { ref: note, attachment } = keepWords(callbackId, `hand-over-${request.key}`, {
    text: body.reason,
    at: now,
    by: by.id,
  });
  const handOver = {
    reason: 'handed-over',
    formerId,
    at: now,
    by: by.id,
    note,
    request: request.key,
  } as const;
  const changed = await store.change(callbackId, occasion, (known) =>
    reassign(known, assignment, handOver, [attachment]),
  );
  const people = { id: callbackId, on: call.on, formerId, chosenId: assignment.assigneeId };
  await settle(callers, people, changed, occasion);
  return answerOf(callbackId, changed.state ?? callback);
}

async function toColleague(
  to: string,
  call: Call,
  roster: readonly Person[],
  take: (staffId: string) => Promise<boolean>,
): Promise<Assignment> {
  const colleague = roster.find(({ id }) => id === to);
  if (!colleague) {
    throw invalid('The hand-over has 1 fault(s); see errors.', [
      { pointer: '/to', detail: 'names nobody who works at this dealer' },
    ]);
  }
  if (isAbsentOn(colleague, call.on)) throw notPossible(`${to} is away on ${call.on}.`);
  if (isOneOf(colleague, call.never))
    throw notPossible(`The customer is important and complained of ${to}; somebody else must call.`);
  if (!(await take(to)))
    throw notPossible(`${to} has taken over as many calls for ${call.on} as fit into a day.`);
  return { assigneeId: to, rule: 'colleague' };
}

function mustBeOpenFor(by: Person, { status, channel, assigneeId }: Callback): void {
  if (by.role === 'advisor' && by.id !== assigneeId) {
    throw new Problem({
      status: 403,
      type: 'not-your-callback',
      title: 'This call is not yours',
      detail:
        'Advisors hand over only the calls on their own worklist. Ask customer service to hand over this one.',
    });
  }
  if (status !== 'open' || channel !== 'call')
    throw notPossible(
      `This callback is ${status}${channel === 'text' ? ' by text' : ''}; only a call is handed over.`,
    );
}

function answerOf(id: string, { status, assigneeId, assignedBy, dueAt }: Callback) {
  return { id, status, assigneeId, assignedBy, dueAt };
}
