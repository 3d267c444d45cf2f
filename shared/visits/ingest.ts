import type { Dealer } from '../dealers/dealer.ts';
import { idOf, secretIdOf } from '../platform/ids.ts';
import { parseJson, parseRequest } from '../platform/parse.ts';
import { toE164 } from '../platform/phone.ts';
import { invalid, Problem } from '../platform/problem.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, localDate } from '../platform/time.ts';
import { type VisitBody, VisitBodySchema } from './body.ts';
import { normalPlate } from './plate.ts';
import { type OrderedBy, recordChange, recordRevision, type RecordStatus } from './record.ts';
import { senderOf } from './sender.ts';
import type { SignedRequest } from './signature.ts';
import { visits } from './store.ts';
import { nameOfVehicle } from './vin.ts';
import type { Visit } from './visit.ts';

/** What `visits/ingest` answers: our ids, what became of the visit, and what ordered this revision. */
export interface IngestAnswer {
  readonly visitId: string;
  readonly customerId: string;
  readonly status: RecordStatus;
  /** `lifecycle` and `arrival` say that a body without `updatedAt` left no better order. */
  readonly orderedBy: OrderedBy;
}

interface Deps {
  readonly table: Table;
  readonly secret: GroupSecret;
}

const largestBody = 256 * 1024; // bytes

/**
 * Takes in a visit from a dealer's DMS (R01): signature first, then the body, then one transaction.
 * Throws problems: 401 for a signature, 413 for size, 400 for a body that cannot be understood.
 */
export async function ingestVisit(
  request: SignedRequest & { dealerId: string },
  times: { arrivedAt: Instant; now: Instant },
  deps: Deps,
): Promise<IngestAnswer> {
  const { dealer, webhookId } = await senderOf(request, times.now, deps);
  return takeBody(request, dealer, webhookId, times, deps);
}

/** Takes in the body of a delivery whose signature was checked; throws as `ingestVisit` does. */
export async function takeBody(
  request: Pick<SignedRequest, 'body'>,
  dealer: Dealer,
  webhookId: string,
  times: { arrivedAt: Instant; now: Instant },
  deps: Deps,
): Promise<IngestAnswer> {
  mustFit(request.body);
  const body = parseRequest(VisitBodySchema, parseJson(request.body), 'visit');
  const phone = phoneOf(body, dealer);
  const key = await deps.secret.identityKey();
  const told = visitOf(body, phone, dealer, key, times.arrivedAt);
  const visit = { ...told, deliveries: [idOf('delivery', webhookId, told.bodyDigest)] };
  return record(visit, { ...body, customer: { ...body.customer, phone } }, webhookId, times, deps.table);
}

async function record(
  visit: Visit,
  details: VisitBody,
  webhookId: string,
  times: { arrivedAt: Instant; now: Instant },
  table: Table,
): Promise<IngestAnswer> {
  const visitId = idOf('visit', visit.dealerId, visit.number, visit.openedOn);
  let taken: { status: RecordStatus; orderedBy: OrderedBy } = { status: 'unchanged', orderedBy: 'arrival' };
  await visits(table).change(
    visitId,
    {
      cause: { kind: 'request', id: webhookId },
      actor: { kind: 'dms', id: visit.dealerId },
      happenedAt: times.arrivedAt,
      now: times.now,
    },
    (known) => {
      taken = recordRevision(known, visit);
      return recordChange(known, visit, details);
    },
  );
  const { status, orderedBy } = taken;
  return { visitId, customerId: visit.customerId, status, orderedBy };
}

function mustFit(body: string): void {
  const bytes = Buffer.byteLength(body);
  if (bytes <= largestBody) return;
  throw new Problem({
    status: 413,
    type: 'too-large',
    title: 'The body is too large',
    detail: `A visit has at most ${largestBody} bytes; this body has ${bytes}. Send one visit a request.`,
  });
}

function phoneOf(body: VisitBody, dealer: Dealer): string {
  const phone = toE164(body.customer.phone, dealer.country);
  if (phone) return phone;
  throw invalid('The visit has 1 fault(s); see errors.', [
    {
      pointer: '/customer/phone',
      detail: `must be a phone number: E.164 (+8613800138000) or the digits as dialled in ${dealer.country}`,
    },
  ]);
}

function visitOf(
  body: VisitBody,
  phone: string,
  dealer: Dealer,
  key: Uint8Array,
  receivedAt: Instant,
): Omit<Visit, 'deliveries'> {
  const { repairOrder, customer, contact } = body;
  const plate = body.vehicle.plate && normalPlate(body.vehicle.plate);
  const visit = { dealerId: dealer.id, number: repairOrder.number };
  return {
    dealerId: dealer.id,
    number: repairOrder.number,
    openedOn: localDate(repairOrder.openedAt, dealer.calendar.zone),
    status: repairOrder.status,
    updatedAt: repairOrder.updatedAt,
    receivedAt,
    deliveredAt: repairOrder.deliveredAt,
    // Keyed, since a DMS may number its customers by their phones.
    customerId: secretIdOf('customer', key, dealer.id, customer.id),
    handsetId: secretIdOf('handset', key, phone),
    vehicleId: secretIdOf('vehicle', key, ...nameOfVehicle(body.vehicle, visit)),
    plateId: plate && secretIdOf('plate', key, plate),
    advisorId: body.advisor.id,
    ...(body.advisor.team && { team: body.advisor.team }),
    ...(body.technicians && { technicianIds: body.technicians.map(({ id }) => id) }),
    locale: customer.language ?? dealer.locale,
    contact: {
      method: contact?.method,
      time: contact?.time,
      serviceConsent: contact?.consent?.service,
    },
    bodyDigest: secretIdOf('body', key, JSON.stringify(body)),
  };
}
