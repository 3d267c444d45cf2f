import { findCustomer, findPersonal, timelineOf } from '../customers/customers.ts';
import { doubtOf } from '../customers/doubt-number.ts';
import { linkedRecords } from '../customers/linked.ts';
import { viewVehicle } from '../customers/vehicle-view.ts';
import { legalEntityOf } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import { AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findVisit, findVisitDetails } from '../visits/visits.ts';
import { showBooking } from './bookings/show-booking.ts';
import type { Attempt, Callback, HandOver } from './callback.ts';
import { explain } from './explain.ts';
import { complaintsAbout, mustNotBeAccused } from './form/complaints.ts';
import { saidLately } from './form/earlier.ts';
import { prepareTalk } from './form/talk.ts';
import { openPromisesTo } from './promises/promises.ts';
import { summaryOf } from './summary.ts';
import { callbacks, deferredIdOf } from './store.ts';
import * as v from 'valibot';

const earlierContacts = 20;

/**
 * The callback form (R04): what the caller must know before dialling: the visit as the DMS told it, the customer's
 * words, earlier contacts, newest first, and what to say. Throws 404 to people of other dealers, 403 to an advisor of
 * whom the customer complained (R54).
 */
export async function showCallback(table: Table, callbackId: string, by: Person, now: Instant) {
  const found = await callbacks(table).load(callbackId);
  if (!found) throw notFound('callback');
  const callback = found.state;
  mustServe(by, callback.dealerId, 'callback');
  const { visitId, customerId, words } = callback;
  const [dealer, personal, customer, visit, details, timeline, said, attempts, promises] = await Promise.all([
    getDealer(table, callback.dealerId),
    customerId ? findPersonal(table, customerId) : undefined,
    customerId ? findCustomer(table, customerId) : undefined,
    visitId ? findVisit(table, visitId) : undefined,
    visitId ? findVisitDetails(table, visitId) : undefined,
    customerId ? timelineOf(table, customerId, earlierContacts) : { items: [] },
    Promise.all(words.map((ref) => spoken(table, ref))),
    Promise.all(callback.attempts.map((attempt) => told(table, attempt))),
    customerId ? openPromisesTo(table, customerId) : [],
  ]);
  const legalEntity = legalEntityOf(dealer);
  const events = timeline.items.map((item) => v.parse(timelineItem, item).event);
  const vehicleId = visit?.state.vehicleId;
  const [complaints, vehicle, earlier, deferred] = await Promise.all([
    customerId ? complaintsOfAllRecords(table, customerId, legalEntity) : [],
    vehicleId ? viewVehicle(table, vehicleId, { legalEntity, customerId }) : undefined,
    saidLately(table, events),
    vehicleId ? saidOfDeferred(table, vehicleId, callback) : undefined,
  ]);
  mustNotBeAccused(by, complaints);
  const customerName = details?.customer.name ?? personal?.name;
  const { locale } = callback;
  const known = { dealer, caller: by, locale, customer, customerName, details, vehicle };
  const talk = await prepareTalk(table, known, now);
  return {
    ...summaryOf(callbackId, callback),
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
    deferred,
    visit: visit && { id: visit.id, status: visit.state.status, ...details },
    words: said.flatMap((each) => each ?? []),
    timeline: events.map((event) => stepOf(event)),
    earlier,
    complaints: complaints.filter(({ isOpen }) => isOpen),
    ...talk,
  };
}

/** The complaints of a customer, of their records at other stores too as far as those may be seen (R03). */
async function complaintsOfAllRecords(table: Table, customerId: string, legalEntity: string) {
  const linked = await linkedRecords(table, customerId, legalEntity);
  return complaintsAbout(table, [customerId, ...linked.map(({ id }) => id)]);
}

/** What the same customer said before of safety-relevant work that was put off, and which call about it it is (R23). */
async function saidOfDeferred(table: Table, vehicleId: string, { customerId }: Callback) {
  const own = (await callbacks(table).load(deferredIdOf(vehicleId)))?.state;
  if (!own?.deferral || own.customerId !== customerId) return undefined;
  const { said, round } = own.deferral;
  return {
    round,
    said: await Promise.all(
      said.map(async ({ words, ...each }) => {
        return { ...each, words: words && (await spoken(table, words))?.text };
      }),
    ),
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

async function told(table: Table, attempt: Attempt) {
  const { outcome, by, at, words, verified, score, script, appointmentId } = attempt;
  return {
    outcome,
    by,
    at,
    script,
    words: words && (await spoken(table, words))?.text,
    verified,
    score,
    booking: appointmentId === undefined ? undefined : await showBooking(table, appointmentId),
  };
}

const timelineItem = v.object({ event: AnyEventSchema });
