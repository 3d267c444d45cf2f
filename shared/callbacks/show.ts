import { findPersonal, timelineOf } from '../customers/customers.ts';
import { AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { readWords } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findVisit, findVisitDetails } from '../visits/visits.ts';
import { callbacks } from './store.ts';
import * as v from 'valibot';

const earlierContacts = 20;

/**
 * The callback form (R04): what the caller must know before dialling: the visit as the DMS told it, the customer's
 * words, earlier contacts, newest first. Throws 404 to people of other dealers.
 */
export async function showCallback(table: Table, callbackId: string, by: Person) {
  const found = await callbacks(table).load(callbackId);
  if (!found) throw notFound('callback');
  const callback = found.state;
  mustServe(by, callback.dealerId, 'callback');
  const { visitId, customerId, words } = callback;
  const [personal, visit, details, timeline, said] = await Promise.all([
    findPersonal(table, customerId),
    visitId ? findVisit(table, visitId) : undefined,
    visitId ? findVisitDetails(table, visitId) : undefined,
    timelineOf(table, customerId, earlierContacts),
    words ? readWords(table, words) : undefined,
  ]);
  const { dealerId, status, channel, rule, dueAt, assigneeId, assignedBy, handReason, skipReason } = callback;
  return {
    id: callbackId,
    dealerId,
    status,
    channel,
    rule,
    dueAt,
    assigneeId,
    assignedBy,
    reason: handReason ?? skipReason,
    outcome: callback.outcome,
    attempts: callback.attempts.map(({ outcome, by: caller, at }) => ({ outcome, by: caller, at })),
    customer: { id: customerId, name: personal?.name, phone: personal?.phone },
    visit: visit && { id: visit.id, status: visit.state.status, ...details },
    words: said && { text: said.text, at: said.at },
    timeline: timeline.items.map((item) => stepOf(v.parse(timelineItem, item).event)),
  };
}

const timelineItem = v.object({ event: AnyEventSchema });
