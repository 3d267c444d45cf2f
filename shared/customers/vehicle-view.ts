import type { Table } from '../platform/table.ts';
import type { VisitDetails } from '../visits/visit.ts';
import { doubtsAbout, type VinDoubt } from '../visits/vin.ts';
import { findVisitDetails } from '../visits/visits.ts';
import { openItemsOf } from './open-items.ts';
import { findReworks } from './find-reworks.ts';
import { maySeeCustomer } from './sharing.ts';
import type { Stay } from './stay.ts';
import { vehicles } from './store.ts';
import { keeperOf } from './take-in.ts';

/** For whom a vehicle is shown: a company's staff, about one of its customers. */
interface Reader {
  readonly legalEntity: string;
  readonly customerId?: string;
}

/**
 * A vehicle as a store may see it (R04, R23, R60): its open items and rework from the visits that the store may see.
 * Of a vehicle that somebody else brought since, nothing is shown but that; a reason is shown only to who gave it.
 */
export async function viewVehicle(table: Table, vehicleId: string, reader: Reader) {
  const known = (await vehicles(table).load(vehicleId))?.state;
  const seen = await seenBy(table, known?.stays ?? [], reader.legalEntity);
  const keeper = keeperOf(seen);
  const last = keeper && seen.findLast(({ counts }) => counts);
  const isKeeper =
    reader.customerId === undefined || keeper?.customerId === reader.customerId || isSameHands(seen, reader);
  const newest = last && isKeeper ? await findVisitDetails(table, last.visitId) : undefined;
  const shown = isKeeper ? seen : [];
  return {
    id: vehicleId,
    isKeeper,
    plate: newest?.vehicle.plate,
    vin: newest?.vehicle.vin,
    vinDoubts: newest ? doubtsAbout(newest.vehicle.vin) : ([] satisfies VinDoubt[]),
    openItems: await itemsOf(table, shown, reader),
    reworks: findReworks(shown).map(({ system, visitId, earlierVisitId, within, at }) => {
      return { system, visitId, earlierVisitId, within, at };
    }),
  };
}

/** The customer's own last visit had the keeper's phone: another record of the same hands. */
function isSameHands(stays: readonly Stay[], { customerId }: Reader): boolean {
  const own = stays.findLast((stay) => stay.counts && stay.customerId === customerId);
  return own !== undefined && own.handsetId === keeperOf(stays)?.handsetId;
}

async function seenBy(table: Table, stays: readonly Stay[], legalEntity: string): Promise<Stay[]> {
  const allowed = await Promise.all(stays.map((stay) => maySeeCustomer(table, legalEntity, stay)));
  return stays.filter((_, index) => allowed[index]);
}

async function itemsOf(table: Table, stays: readonly Stay[], { customerId }: Reader) {
  const open = openItemsOf(stays);
  const visitIds = [...new Set(open.map(({ stay }) => stay.visitId))];
  const details = new Map<string, VisitDetails | undefined>();
  for (const visitId of visitIds) details.set(visitId, await findVisitDetails(table, visitId));
  return open.flatMap(({ stay, work }) => {
    const item = details.get(stay.visitId)?.items[work.item];
    if (!item) return [];
    const mine = customerId === undefined || stay.customerId === customerId;
    return [
      {
        visitId: stay.visitId,
        item: work.item,
        since: stay.openedAt,
        description: item.description,
        outcome: work.outcome,
        ...(item.reason !== undefined && mine && { reason: item.reason }),
        systems: work.systems,
        safety: work.safety,
      },
    ];
  });
}
