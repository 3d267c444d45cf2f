import { phrases } from './assumption.ts';
import { Draft } from './draft.ts';
import type { Format } from './format.ts';
import { amountOfCents } from './money.ts';
import { putOdometer } from './odometer.ts';
import { Place } from './place.ts';

/** Repair order states by their number; a vehicle whose order is complete counts as delivered at `completedDate`. */
const states: Readonly<Record<string, 'open' | 'delivered' | 'void'>> = {
  '1': 'open', // estimate
  '2': 'open', // work in progress
  '3': 'delivered', // complete
  '4': 'open', // saved for later
  '5': 'delivered', // posted
  '6': 'delivered', // accounts receivable
  '7': 'void', // deleted
};

/** A repair order in the manner of Tekmetric: money in cents, miles, and times that may have no zone. */
export const tekmetric: Format = (input, context) => {
  const order = new Place('', input);
  const draft = new Draft(context);
  const number = draft.at(order, 'repairOrderNumber', 'id');
  draft.put('/repairOrder/number', number, number.isThere ? (number.text() ?? number.value) : undefined);
  putTimes(draft, order);
  putVehicle(draft, order);
  putCustomer(draft, order);
  putPeople(draft, order);
  putJobs(draft, order);
  putTotals(draft, order);
  draft.accompany(order.at('huifang'));
  return draft.done();
};

function putTimes(draft: Draft, order: Place): void {
  draft.time('/repairOrder/openedAt', draft.at(order, 'createdDate', 'createdAt', 'openedDate'), '00:00:00');
  const updated = draft.at(order, 'updatedDate', 'updatedAt');
  draft.time('/repairOrder/updatedAt', updated, '00:00:00');
  if (!updated.isThere) draft.assume(updated, 'not-ordered');
  const promised = draft.at(order, 'promiseTime', 'promisedDate');
  if (promised.isThere) draft.time('/repairOrder/promisedAt', promised, '23:59:00');
  const completed = draft.at(order, 'completedDate', 'postedDate');
  const status = statusOf(draft, order, completed);
  draft.put('/repairOrder/status', status.place, status.value);
  const completedAt = completed.isThere ? draft.instantAt(completed, '12:00:00') : undefined;
  draft.put('/repairOrder/closedAt', completed, completedAt);
  if (status.value === 'delivered') {
    draft.put('/repairOrder/deliveredAt', completed, completedAt);
    if (completed.isThere)
      draft.assume(completed, 'means', { found: phrases.completion, value: phrases.delivery });
  }
  const type = draft.at(order, 'repairOrderLabel', 'type');
  const label = type.text() ?? type.at('name').text();
  draft.put('/repairOrder/type', type, label ?? 'repair');
  if (!label) draft.assume(type, 'taken', { value: '"repair"' });
}

function statusOf(draft: Draft, order: Place, completed: Place): { place: Place; value: string | undefined } {
  const status = draft.at(order, 'repairOrderStatus', 'repairOrderStatusId', 'status');
  const id = status.text() ?? status.at('id').text();
  if (id === undefined) {
    const value = completed.isThere ? 'delivered' : 'open';
    draft.assume(status, 'taken', { value: `"${value}"` });
    return { place: status, value };
  }
  const value = Object.hasOwn(states, id) ? states[id] : undefined;
  if (!value)
    draft.refuse(
      status,
      `must be one of the states ${Object.keys(states).join(', ')}, as a number or as an object with id`,
    );
  return { place: status, value };
}

function putVehicle(draft: Draft, order: Place): void {
  const vehicle = order.at('vehicle');
  draft.text('/vehicle/vin', vehicle.at('vin'));
  optional(draft, '/vehicle/plate', draft.at(vehicle, 'licensePlate', 'plate'));
  optional(draft, '/vehicle/make', vehicle.at('make'));
  optional(draft, '/vehicle/model', vehicle.at('model'));
  const year = draft.at(vehicle, 'year', 'modelYear');
  if (year.isThere) draft.number('/vehicle/modelYear', year);
  const [out, into] = [order.at('milesOut'), order.at('milesIn')];
  putOdometer(draft, out.isThere ? out : into, 'mi');
}

function putCustomer(draft: Draft, order: Place): void {
  const customer = order.at('customer');
  const id = customer.at('id').isThere ? customer.at('id') : order.at('customerId');
  draft.put('/customer/id', id, id.text());
  const parts = [customer.at('firstName').text(), customer.at('lastName').text()].filter((each) => each);
  const name = customer.at('name').isThere ? customer.at('name') : customer.at('firstName');
  draft.put('/customer/name', name, customer.at('name').text() ?? (parts.join(' ') || undefined));
  const phone = phoneOf(draft, draft.at(customer, 'phone', 'phones'));
  draft.put('/customer/phone', phone, phone.isThere ? (phone.text() ?? phone.value) : undefined);
}

/** A phone is text, an object with `number`, or a list of those: the primary one, else the first. */
function phoneOf(draft: Draft, phone: Place): Place {
  if (!Array.isArray(phone.value)) return phone.at('number').isThere ? phone.at('number') : phone;
  const all = phone.each().map((each) => (each.at('number').isThere ? each : undefined));
  const numbered = all.filter((each) => each !== undefined);
  const primary = numbered.find((each) => each.at('primary').value === true) ?? numbered[0];
  if (numbered.length > 1 && primary?.at('primary').value !== true)
    draft.assume(phone, 'means', { found: phrases.firstPhone, value: phrases.customersPhone });
  return primary?.at('number') ?? phone.below(0, phone.each()[0]?.value);
}

function putPeople(draft: Draft, order: Place): void {
  const writer = draft.at(order, 'serviceWriter', 'advisor');
  const id = writer.at('id').isThere ? writer.at('id') : order.at('serviceWriterId');
  draft.put('/advisor/id', id, id.text());
  putName(draft, '/advisor/name', writer, id);
  const technician = order.at('technician');
  const technicianId = technician.at('id').isThere ? technician.at('id') : order.at('technicianId');
  if (!technicianId.isThere) return;
  draft.put('/technicians/0/id', technicianId, technicianId.text());
  putName(draft, '/technicians/0/name', technician, technicianId);
}

function putName(draft: Draft, pointer: string, person: Place, id: Place): void {
  const name = person.at('name').isThere ? person.at('name') : person.at('fullName');
  const parts = [person.at('firstName').text(), person.at('lastName').text()].filter((each) => each);
  const read = name.text() ?? (parts.join(' ') || undefined);
  if (!read && id.isThere) draft.assume(name, 'taken-from', { place: id.pointer });
  draft.put(pointer, name, read ?? id.text());
}

function putJobs(draft: Draft, order: Place): void {
  const jobs = order.at('jobs');
  if (!jobs.isThere) return draft.refuse(jobs, 'is missing');
  if (!Array.isArray(jobs.value)) return draft.refuse(jobs, 'must be an array');
  jobs.each().forEach((job, n) => {
    const item = `/items/${n}`;
    draft.text(`${item}/description`, job.at('name'));
    const authorized = job.at('authorized');
    draft.put(`${item}/outcome`, authorized, outcomeOf(draft, authorized));
    if (job.at('note').isThere && authorized.value === false) draft.text(`${item}/reason`, job.at('note'));
    const price = draft.at(job, 'subtotal', 'total', 'laborTotal');
    if (price.isThere) putCents(draft, `${item}/amount`, price);
  });
}

function outcomeOf(draft: Draft, authorized: Place): string | undefined {
  if (authorized.value === true) return 'done';
  if (authorized.value === false) return 'declined';
  if (authorized.isThere) {
    draft.refuse(authorized, 'must be true, false or null');
    return undefined;
  }
  draft.assume(authorized, 'taken', { value: phrases.undecided });
  return 'deferred';
}

function putTotals(draft: Draft, order: Place): void {
  const total = draft.at(order, 'totalSales', 'total');
  if (total.isThere) putCents(draft, '/totals/actual', total);
  const estimate = draft.at(order, 'estimatedTotal', 'authorizedTotal');
  if (estimate.isThere) putCents(draft, '/totals/estimated', estimate);
  if (total.isThere || estimate.isThere)
    draft.put('/totals/currency', total.isThere ? total : estimate, draft.context.currency);
}

function putCents(draft: Draft, pointer: string, place: Place): void {
  const cents = place.number();
  const amount = cents === undefined ? undefined : amountOfCents(cents);
  if (amount === undefined) return draft.refuse(place, 'must be a whole number of cents');
  draft.assume(place, 'cents', { amount });
  draft.put(pointer, place, amount);
}

function optional(draft: Draft, pointer: string, place: Place): void {
  if (place.isThere) draft.text(pointer, place);
}
