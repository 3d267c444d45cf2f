import { findCustomer, findPersonal, timelineOf } from '../customers/customers.ts';
import { doubtOf } from '../customers/doubt-number.ts';
import { entityOfDealer } from '../customers/sharing.ts';
import { viewVehicle } from '../customers/vehicle-view.ts';
import { AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findVisit, findVisitDetails } from '../visits/visits.ts';
import { showBooking } from './bookings/show-booking.ts';
import type { Attempt, HandOver } from './callback.ts';
import { explain } from './explain.ts';
import { openPromisesTo } from './promises/promises.ts';
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
  const [personal, customer, visit, details, timeline, said, attempts, promises] = await Promise.all([
    customerId ? findPersonal(table, customerId) : undefined,
    customerId ? findCustomer(table, customerId) : undefined,
    visitId ? findVisit(table, visitId) : undefined,
    visitId ? findVisitDetails(table, visitId) : undefined,
    customerId ? timelineOf(table, customerId, earlierContacts) : { items: [] },
    Promise.all(words.map((ref) => spoken(table, ref))),
    Promise.all(callback.attempts.map((attempt) => told(table, attempt))),
    customerId ? openPromisesTo(table, customerId) : [],
  ]);
  const legalEntity = await entityOfDealer(table, callback.dealerId);
  const vehicle = visit && (await viewVehicle(table, visit.state.vehicleId, { legalEntity, customerId }));
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
    because: callback.because,
    agreed: callback.agreed,
    explanation: explain(callback),
    handOvers: await Promise.all((callback.handOvers ?? []).map((each) => handedOver(table, each))),
    attempts,
    promises,
    customer: {
      id: customerId,
      name: personal?.name,
      // The phone that this visit told: of a company it is this driver's.
      phone:
        customer?.handsetId === callback.handsetId
          ? personal?.phone
          : (details?.customer.phone ?? personal?.phone),
      importance: customer?.importance ?? [],
      quality: customer?.quality,
      correctNumber: customer && doubtOf(customer),
    },
    vehicle,
    visit: visit && { id: visit.id, status: visit.state.status, ...details },
    words: said.flatMap((each) => each ?? []),
    timeline: timeline.items.map((item) => stepOf(v.parse(timelineItem, item).event)),
  };
}

/** Words as they were said; undefined if they were erased. */
async function spoken(table: Table, ref: WordsRef): Promise<{ text: string; at: string } | undefined> {
  const words = await readWords(table, ref);
  return words && { text: words.text, at: words.at };
}

/** A hand-over with the words that a colleague gave for it. */
async function handedOver(table: Table, { reason, formerId, assigneeId, at, by, note }: HandOver) {
  const words = note && (await spoken(table, note))?.text;
  return { reason, formerId, assigneeId, at, by, words };
}

async function told(table: Table, { outcome, by, at, words, verified, score, appointmentId }: Attempt) {
  return {
    outcome,
    by,
    at,
    words: words && (await spoken(table, words))?.text,
    verified,
    score,
    booking: appointmentId === undefined ? undefined : await showBooking(table, appointmentId),
  };
}

const timelineItem = v.object({ event: AnyEventSchema });
