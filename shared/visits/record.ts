import type { Change, NewEvent } from '../events/aggregate.ts';
import type { Visit } from './visit.ts';

const deliveriesKept = 20;

export type RecordStatus = 'recorded' | 'unchanged' | 'corrected' | 'stale' | 'voided';

/**
 * What a revision of a repair order does to what is known (R01): the first one is recorded, the same again changes
 * nothing, an older one is stale, any other corrects or voids. `updatedAt` orders revisions; where either side lacks
 * it, the order of arrival counts.
 */
export function recordRevision(
  known: Visit | undefined,
  revision: Visit,
): { status: RecordStatus; event?: NewEvent } {
  const voided = revision.status === 'void';
  if (!known) {
    return voided
      ? { status: 'voided', event: about('visit.voided', revision) }
      : { status: 'recorded', event: about('visit.recorded', revision) };
  }
  if (known.bodyDigest === revision.bodyDigest) return { status: 'unchanged' };
  if (revision.deliveries.some((id) => known.deliveries.includes(id))) return { status: 'unchanged' };
  if (known.updatedAt && revision.updatedAt && revision.updatedAt < known.updatedAt)
    return { status: 'stale' };
  return voided
    ? { status: 'voided', event: about('visit.voided', revision, known) }
    : { status: 'corrected', event: about('visit.corrected', revision, known) };
}

/** The change that a revision makes, with the body as its details; undefined when it makes none. */
export function recordChange(
  known: Visit | undefined,
  revision: Visit,
  details: Readonly<Record<string, unknown>>,
): Change<Visit> | undefined {
  const { event } = recordRevision(known, revision);
  if (!event) return undefined;
  const deliveries = [...(known?.deliveries ?? []), ...revision.deliveries].slice(-deliveriesKept);
  return {
    state: { ...revision, deliveries },
    events: [event],
    attached: [{ sk: 'DETAILS', content: { details } }],
  };
}

function about(
  name: 'visit.recorded' | 'visit.corrected' | 'visit.voided',
  visit: Visit,
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
