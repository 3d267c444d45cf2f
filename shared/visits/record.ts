import type { Change, NewEvent } from '../events/aggregate.ts';
import { orderListing } from './orders.ts';
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
 * nothing, an older one is stale, any other corrects or voids.
 *
 * Where the known and the told revision both have `updatedAt`, it decides; of equal times the order that has got
 * further counts, then the digest of the body, so that any order of arrival ends the same. Where one of them has none,
 * an order only goes forward: what has got less far is stale, otherwise the order of arrival counts. What is older than
 * the newest `updatedAt` seen is stale in any case.
 */
export function recordRevision(
  known: Visit | undefined,
  revision: Visit,
): { status: RecordStatus; orderedBy: OrderedBy; event?: NewEvent } {
  const { isNews, orderedBy } = known ? compared(known, revision) : first(revision);
  const number = revisionOf(known) + 1;
  const isSameAgain = known !== undefined && isRepetition(known, revision);
  // The same again, but told as it happens: it is to be asked after, unlike the history that it was until now.
  const isNoMoreHistory = known !== undefined && isHistory(known) && !isHistory(revision);
  if (isSameAgain && !isNoMoreHistory) {
    return { status: 'unchanged', orderedBy: orderedBy === 'content' ? 'updatedAt' : orderedBy };
  }
  // What was told as it happened is newer than any history of it, which must neither move nor withdraw its follow-up.
  if (known && isHistory(revision) && !isHistory(known)) return { status: 'stale', orderedBy };
  if (!isNews && !isSameAgain) return { status: 'stale', orderedBy };
  if (revision.status === 'void')
    return { status: 'voided', orderedBy, event: about('visit.voided', revision, number, known) };
  return known
    ? { status: 'corrected', orderedBy, event: about('visit.corrected', revision, number, known) }
    : { status: 'recorded', orderedBy, event: about('visit.recorded', revision, number) };
}

function isRepetition(known: Visit, { bodyDigest, deliveries }: Visit): boolean {
  return known.bodyDigest === bodyDigest || deliveries.some((id) => known.deliveries.includes(id));
}

function first(revision: Visit): { isNews: boolean; orderedBy: OrderedBy } {
  return { isNews: true, orderedBy: revision.updatedAt ? 'updatedAt' : 'arrival' };
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
  const { event } = recordRevision(known, told);
  if (!event) return undefined;
  const deliveries = [...(known?.deliveries ?? []), ...told.deliveries].slice(-deliveriesKept);
  const revision = revisionOf(known) + 1;
  const newestUpdatedAt = told.updatedAt ?? known?.newestUpdatedAt ?? known?.updatedAt;
  const state = { ...told, deliveries, revision, ...(newestUpdatedAt && { newestUpdatedAt }) };
  return {
    state,
    events: [event],
    attached: [
      { sk: detailsKey(state), content: { details, receivedAt: told.receivedAt } },
      ...(known ? [] : [orderListing(state)]),
    ],
  };
}

function about(
  name: 'visit.recorded' | 'visit.corrected' | 'visit.voided',
  visit: Visit,
  revision: number,
  known?: Visit,
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
      advisorId: visit.advisorId,
      revision,
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
