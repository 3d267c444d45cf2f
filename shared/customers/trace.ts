import { getDealer } from '../dealers/dealers.ts';
import { legalEntityOf } from '../dealers/dealer.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findVisit, findVisitDetails } from '../visits/visits.ts';
import { isHistory } from '../visits/visit.ts';
import type { Stay } from './stay.ts';
import { vehicles } from './store.ts';
import { takeIn } from './take-in.ts';
import { workOf } from './read-work.ts';

/**
 * Brings the vehicle of a visit up to what the visit now is (R60, R23); `formerVehicleId` names one that the visit was
 * taken away from, which is to forget it.
 */
export async function traceVehicle(
  event: Pick<AnyEvent, 'id' | 'aggregateId' | 'happenedAt'>,
  formerVehicleId: string | undefined,
  now: Instant,
  table: Table,
): Promise<void> {
  const stay = await stayOf(table, event.aggregateId);
  if (!stay) return;
  const { vehicleId, ...told } = stay;
  const occasion = following(event, now);
  if (formerVehicleId !== undefined && formerVehicleId !== vehicleId) {
    // It is forgotten by not counting: an older revision that comes late must not bring it back.
    await vehicles(table).change(formerVehicleId, occasion, (known) =>
      takeIn(known, { ...told, counts: false, work: [] }),
    );
  }
  await vehicles(table).change(vehicleId, occasion, (known) => takeIn(known, told));
}

/** A visit as its vehicle remembers it; undefined where it was erased. */
async function stayOf(table: Table, visitId: string): Promise<(Stay & { vehicleId: string }) | undefined> {
  const visit = await findVisit(table, visitId);
  const details = visit && (await findVisitDetails(table, visitId));
  if (!visit || !details) return undefined;
  const { dealerId, customerId, handsetId, vehicleId, status, deliveredAt } = visit.state;
  const dealer = await getDealer(table, dealerId);
  const { reworkWithinDays, reworkWithinKm, operationCodes } = dealer.settings;
  const { closedAt, openedAt } = details.repairOrder;
  const isOver = status === 'closed' || status === 'delivered';
  return {
    visitId,
    visitVersion: visit.version,
    dealerId,
    legalEntity: legalEntityOf(dealer),
    counts: status !== 'void',
    ...(isHistory(visit.state) && { imported: true }),
    customerId,
    handsetId,
    vehicleId,
    openedAt,
    leftAt: isOver ? (deliveredAt ?? closedAt ?? openedAt) : undefined,
    km: details.vehicle.odometerKm,
    work: status === 'void' ? [] : workOf(details, operationCodes),
    rework: { withinDays: reworkWithinDays, withinKm: reworkWithinKm },
  };
}
