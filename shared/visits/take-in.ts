import type { Dealer } from '../dealers/dealer.ts';
import { idOf, secretIdOf } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, localDate } from '../platform/time.ts';
import type { VisitBody } from './body.ts';
import { assumptionInWords } from './formats/assumption.ts';
import type { Understood } from './formats/understand.ts';
import { keptBy } from './kept.ts';
import { normalPlate } from './plate.ts';
import { type OrderedBy, recordChange, recordRevision, type RecordStatus } from './record.ts';
import { visits } from './store.ts';
import { nameOfVehicle } from './vin.ts';
import { isHistory, type Visit } from './visit.ts';

/** What became of a visit that was understood: our ids, whether it was news, and what ordered this revision. */
export interface IngestAnswer {
  readonly visitId: string;
  readonly customerId: string;
  readonly status: RecordStatus;
  /** `content`, `lifecycle` and `arrival` say that `updatedAt` did not decide. */
  readonly orderedBy: OrderedBy;
  /** Why it changes nothing, or what its order rests on, where that may surprise. */
  readonly note?: string;
  /** The format, or mapping and version of it, that read the visit; absent for our own format. */
  readonly readAs?: string;
  /** What was assumed on the way, by its place in what was sent. */
  readonly assumed?: { pointer: string; detail: string }[];
}

/** How a visit came: the message that brought it, when, and what read it. */
export interface Arrival {
  readonly webhookId: string;
  readonly arrivedAt: Instant;
  readonly now: Instant;
  readonly readAs?: string;
  /** The row of an import that told it. */
  readonly imported?: NonNullable<Visit['imported']>;
}

/** Keeps a visit that was understood (R01): one transaction, with the event and what was told. */
export async function takeIn(
  { body, assumed }: Understood,
  dealer: Dealer,
  arrival: Arrival,
  deps: { readonly table: Table; readonly key: Uint8Array },
): Promise<IngestAnswer> {
  const { webhookId, arrivedAt, now, readAs, imported } = arrival;
  const told = visitOf(body, dealer, deps.key, arrivedAt);
  const visit: Visit = {
    ...told,
    deliveries: [idOf('delivery', webhookId, told.bodyDigest)],
    ...(readAs && { readAs }),
    ...(imported && { imported }),
  };
  const visitId = idOf('visit', visit.dealerId, visit.number, visit.openedOn);
  let taken: ReturnType<typeof recordRevision> = { status: 'unchanged', orderedBy: 'arrival' };
  await visits(deps.table).change(
    visitId,
    {
      cause: { kind: 'request', id: webhookId },
      actor: { kind: 'dms', id: dealer.id },
      // History stands in the timeline where it happened; what is told as it happens, when it was told.
      ...(isHistory(visit) ? { happenedAt: whenOf(body), imported: true } : { happenedAt: arrivedAt }),
      now,
    },
    (known) => {
      taken = recordRevision(known, visit);
      mustBeOrdered(known, visit, taken);
      return recordChange(known, visit, body);
    },
  );
  const { status, orderedBy } = taken;
  const { customerId } = visit;
  const note = noteOn(taken);
  return { visitId, customerId, status, orderedBy, ...(note && { note }), ...howRead(readAs, assumed) };
}

const sameTime =
  'Another revision with the same updatedAt says something else. The content decided which of them counts, since the order of arrival must not;';

const staleBecause: Readonly<Record<OrderedBy, string>> = {
  updatedAt: 'A revision with a later updatedAt is known, which stays as it is.',
  content: `${sameTime} this one does not. If it is the newer one, send it again with a later updatedAt.`,
  lifecycle:
    'Without updatedAt a repair order only goes forward, and this one has got less far than is known; it changed nothing. If it is right, send it again with updatedAt.',
  arrival: 'A delivery that came later is known; this one changed nothing.',
};

const toldFirst =
  ' But this one told first of a delivery: advisor, team and technicians of it are those that it names.';

function noteOn({ status, orderedBy, next }: ReturnType<typeof recordRevision>): string | undefined {
  if (status === 'stale') return `${staleBecause[orderedBy]}${next ? toldFirst : ''}`;
  if (orderedBy !== 'content') return undefined;
  return `${sameTime} this one does. If the other is the newer one, send that again with a later updatedAt.`;
}

function whenOf({ repairOrder: { deliveredAt, closedAt, openedAt } }: VisitBody): Instant {
  return deliveredAt ?? closedAt ?? openedAt;
}

/** Throws a 409 problem where two rows of an import tell of one visit differently and nothing says which is right. */
function mustBeOrdered(
  known: Visit | undefined,
  { imported }: Visit,
  { status, orderedBy }: { status: RecordStatus; orderedBy: OrderedBy },
): void {
  const before = known?.imported;
  if (status === 'unchanged' || orderedBy === 'updatedAt') return;
  if (!before || before.id !== imported?.id || before.row === imported.row) return;
  throw new Problem({
    status: 409,
    type: 'told-twice',
    title: 'Two rows tell of the same visit differently',
    detail: `Row ${before.row} of this import told of this repair order of this day already, and nothing says which is right. Put rows of one repair order one after another, or tell when each was changed (updatedAt).`,
    errors: [{ pointer: '/repairOrder/number', detail: `is that of row ${before.row} too` }],
  });
}

function howRead(readAs: string | undefined, assumed: Understood['assumed']) {
  return {
    ...(readAs && { readAs }),
    ...(assumed.length > 0 && {
      assumed: assumed.map((each) => ({ pointer: each.pointer, detail: assumptionInWords(each, 'en-US') })),
    }),
  };
}

function visitOf(
  body: VisitBody,
  dealer: Dealer,
  key: Uint8Array,
  receivedAt: Instant,
): Omit<Visit, 'deliveries'> {
  const { repairOrder, customer, contact } = body;
  const plate = body.vehicle.plate && normalPlate(body.vehicle.plate);
  const visit = { dealerId: dealer.id, number: repairOrder.number };
  return {
    ...visit,
    openedOn: localDate(repairOrder.openedAt, dealer.calendar.zone),
    status: repairOrder.status,
    updatedAt: repairOrder.updatedAt,
    receivedAt,
    deliveredAt: repairOrder.deliveredAt,
    kept: keptBy(body),
    // Keyed, since a DMS may number its customers by their phones.
    customerId: secretIdOf('customer', key, dealer.id, customer.id),
    handsetId: secretIdOf('handset', key, customer.phone),
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
