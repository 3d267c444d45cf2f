import type { Change, NewEvent } from '../events/aggregate.ts';
import { orderListing } from './orders.ts';
import { type Served, servedAt, withTelling } from './served.ts';
import { detailsKey, isHistory, type Visit } from './visit.ts';

const deliveriesKept = 20;

export type RecordStatus = 'recorded' | 'unchanged' | 'corrected' | 'stale' | 'voided';

/**
 * What ordered a revision: the DMS's own time of change, of equal times the content, how far the order has got, or the
 * order of arrival.
 */
export type OrderedBy = 'updatedAt' | 'content' | 'lifecycle' | 'arrival';

/** How far a repair order has got. */
const progress: Readonly<Record<Visit['status'], number>> = { open: 0, closed: 1, delivered: 2, void: 3 };

/**
 * What a revision of a repair order does to what is known (R01): the first one is recorded, the same again changes
 * nothing, an older one is stale, any other corrects or voids. `next` is the visit after it, where anything changes: of
 * a stale one only whom it names, if it told first of a delivery (see `served.ts`).
 *
 * Where the known and the told revision both have `updatedAt`, it decides; of equal times the order that has got
 * further counts, then the digest of the body, so that any order of arrival ends the same. Where one of them has none,
 * an order only goes forward: what has got less far is stale, otherwise the order of arrival counts. What is older than
 * the newest `updatedAt` seen is stale in any case. What is told as it happens is newer than any history.
 */
export function recordRevision(
  known: Visit | undefined,
  told: Visit,
): { status: RecordStatus; orderedBy: OrderedBy; next?: Visit } {
  if (!known) {
    const status = told.status === 'void' ? 'voided' : 'recorded';
    return { status, orderedBy: told.updatedAt ? 'updatedAt' : 'arrival', next: asNewest(undefined, told) };
  }
  const { isNews, orderedBy } = compared(known, told);
  // Told as it happens, unlike the history that it was until now: it is to be asked after, the same again too.
  const isNoMoreHistory = isHistory(known) && !isHistory(told);
  if (isRepetition(known, told) && !isNoMoreHistory) {
    return { status: 'unchanged', orderedBy: orderedBy === 'content' ? 'updatedAt' : orderedBy };
  }
  // History of what was told as it happened must neither move nor withdraw its follow-up.
  if (isHistory(told) && !isHistory(known)) return { status: 'stale', orderedBy };
  if (!isNews && !isNoMoreHistory) {
    const next = asOlder(known, told, orderedBy);
    return { status: 'stale', orderedBy, ...(next && { next }) };
  }
  const status = told.status === 'void' ? 'voided' : 'corrected';
  return { status, orderedBy, next: asNewest(known, told) };
}

/** The visit as its newest revision tells it. */
function asNewest(known: Visit | undefined, told: Visit): Visit {
  const revision = revisionOf(known) + 1;
  // Of history nothing counts any more, so that it does not matter which of the two came first.
  const before = known && isHistory(known) && !isHistory(told) ? undefined : known;
  const newestUpdatedAt = told.updatedAt ?? before?.newestUpdatedAt ?? before?.updatedAt;
  const served = withTelling(before ? servedBefore(before) : [], told, revision);
  return {
    ...told,
    ...(told.status === 'delivered' && servedAs(told, served)),
    ...(served.length > 0 && { served: [...served] }),
    deliveries: deliveriesOf(known, told),
    revision,
    ...(newestUpdatedAt && { newestUpdatedAt }),
  };
}

/** The visit once an older revision has told first of a delivery; undefined if it tells nothing of it. */
function asOlder(known: Visit, told: Visit, orderedBy: OrderedBy): Visit | undefined {
  if (orderedBy !== 'updatedAt' && orderedBy !== 'content') return undefined;
  const before = servedBefore(known);
  const served = withTelling(before, told, revisionOf(known) + 1);
  if (served === before) return undefined;
  return {
    ...known,
    ...(known.status === 'delivered' && servedAs(known, served)),
    served: [...served],
    deliveries: deliveriesOf(known, told),
    newest: known.newest ?? revisionOf(known),
    revision: revisionOf(known) + 1,
  };
}

function servedAs(visit: Visit, served: readonly Served[]): Partial<Visit> {
  const { advisorId, team, technicianIds } = servedAt(served, visit.deliveredAt) ?? visit;
  return { advisorId, team, technicianIds };
}

/** What is known of who served it; of a visit of older code, whom its revision named. */
function servedBefore(known: Visit): readonly Served[] {
  return known.served ?? withTelling([], known, revisionOf(known));
}

function deliveriesOf(known: Visit | undefined, told: Visit): string[] {
  return [...(known?.deliveries ?? []), ...told.deliveries].slice(-deliveriesKept);
}

function isRepetition(known: Visit, { bodyDigest, deliveries }: Visit): boolean {
  return known.bodyDigest === bodyDigest || deliveries.some((id) => known.deliveries.includes(id));
}

function compared(known: Visit, told: Visit): { isNews: boolean; orderedBy: OrderedBy } {
  const newest = known.newestUpdatedAt ?? known.updatedAt;
  if (told.updatedAt && newest && told.updatedAt < newest) return { isNews: false, orderedBy: 'updatedAt' };
  if (told.updatedAt && known.updatedAt) {
    const isTie = told.updatedAt === known.updatedAt && told.status === known.status;
    return { isNews: isLater(told, known), orderedBy: isTie ? 'content' : 'updatedAt' };
  }
  // An undated revision came after the newest dated one, so that one again is no news.
  if (told.updatedAt && told.updatedAt === newest) return { isNews: false, orderedBy: 'updatedAt' };
  if (progress[told.status] < progress[known.status]) return { isNews: false, orderedBy: 'lifecycle' };
  // A delivery that is replayed keeps the time at which it came.
  return { isNews: told.receivedAt >= known.receivedAt, orderedBy: 'arrival' };
}

/**
 * Of two dated revisions: a total order, so that no order of arrival matters. The digest says nothing of which is the
 * newer; who posts hears that it decided, and may tell the newer one again with a later `updatedAt`.
 */
function isLater(a: Visit, b: Visit): boolean {
  if (a.updatedAt !== b.updatedAt) return (a.updatedAt ?? '') > (b.updatedAt ?? '');
  if (a.status !== b.status) return progress[a.status] > progress[b.status];
  return a.bodyDigest > b.bodyDigest;
}

/** How many revisions of a visit were taken; those of older code were not counted and kept only the newest. */
function revisionOf(known: Visit | undefined): number {
  return known ? (known.revision ?? 1) : 0;
}

/**
 * The change that a revision makes, with the body as details of its own; undefined when it makes none. Details of
 * earlier revisions stay, so that what was believed when can be read.
 */
export function recordChange(
  known: Visit | undefined,
  told: Visit,
  details: Readonly<Record<string, unknown>>,
): Change<Visit> | undefined {
  const { status, next } = recordRevision(known, told);
  if (!next) return undefined;
  return {
    state: next,
    events: [about(nameOf(status), next, known)],
    attached: [
      { sk: detailsKey(next.revision), content: { details, receivedAt: told.receivedAt } },
      ...(known ? [] : [orderListing(next)]),
    ],
  };
}

function nameOf(status: RecordStatus): 'visit.recorded' | 'visit.corrected' | 'visit.voided' {
  if (status === 'recorded') return 'visit.recorded';
  return status === 'voided' ? 'visit.voided' : 'visit.corrected';
}

function about(
  name: 'visit.recorded' | 'visit.corrected' | 'visit.voided',
  visit: Visit,
  known: Visit | undefined,
): NewEvent {
  const former = known && formerOf(known, visit);
  return {
    name,
    dealerId: visit.dealerId,
    customerId: visit.customerId,
    facts: {
      repairOrder: visit.number,
      status: visit.status,
      ...(visit.deliveredAt && { deliveredAt: visit.deliveredAt }),
      ...(visit.kept && { kept: visit.kept }),
      advisorId: visit.advisorId,
      revision: revisionOf(visit),
      ...(former && { former }),
    },
  };
}

/** The customer and vehicle that a revision took the visit away from. */
function formerOf(known: Visit, now: Visit): { customerId?: string; vehicleId?: string } | undefined {
  const customer = known.customerId === now.customerId ? {} : { customerId: known.customerId };
  const vehicle = known.vehicleId === now.vehicleId ? {} : { vehicleId: known.vehicleId };
  const former = { ...customer, ...vehicle };
  return Object.keys(former).length > 0 ? former : undefined;
}
