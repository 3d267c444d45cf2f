import type { System } from '../events/vehicles.ts';
import { epochMilliseconds } from '../platform/time.ts';
import type { Rework } from './rework.ts';
import type { Stay } from './stay.ts';
import { settles } from './same-work.ts';

const millisecondsADay = 24 * 60 * 60 * 1000;

/**
 * Every rework among the stays of a vehicle, in their order (R60): a system done, and done again at the next visit of
 * the same company that worked on it, within the later dealer's days since the vehicle left, or within its kilometres.
 * Routine maintenance is never rework, nor is doing what had been put off before.
 */
export function findReworks(stays: readonly Stay[]): Rework[] {
  const counted = stays.filter(({ counts }) => counts);
  return counted.flatMap((later, index) =>
    faultsDone(later, counted.slice(0, index)).flatMap((system): Rework[] => {
      const earlier = counted
        .slice(0, index)
        .findLast((stay) => stay.legalEntity === later.legalEntity && systemsDone(stay).has(system));
      // What history tells was made good, or not, long ago: only a visit told as it happens makes a customer important.
      const within = earlier && !later.imported && limitBetween(earlier, later);
      if (!within) return [];
      const { visitId, dealerId, customerId, openedAt: at } = later;
      return [{ system, visitId, earlierVisitId: earlier.visitId, within, dealerId, customerId, at }];
    }),
  );
}

function limitBetween(earlier: Stay, later: Stay): Rework['within'] | undefined {
  // A second order while the vehicle is still in the workshop is the same visit to the customer.
  if (!earlier.leftAt || later.openedAt < earlier.leftAt) return undefined;
  const days = (epochMilliseconds(later.openedAt) - epochMilliseconds(earlier.leftAt)) / millisecondsADay;
  if (days <= later.rework.withinDays) return 'days';
  if (later.km === undefined || earlier.km === undefined || later.km < earlier.km) return undefined;
  return later.km - earlier.km <= later.rework.withinKm ? 'km' : undefined;
}

/** Systems that a visit worked on for other reasons than that an earlier visit had put it off. */
function faultsDone(stay: Stay, earlier: readonly Stay[]): System[] {
  if (!stay.leftAt) return [];
  const putOff = earlier.flatMap(({ work }) => work).filter(({ outcome }) => outcome !== 'done');
  const again = stay.work.filter(
    (work) => work.outcome === 'done' && !putOff.some((open) => settles(work, open)),
  );
  return [...new Set(again.flatMap((work) => work.systems))].filter(isFault).sort();
}

function systemsDone(stay: Stay): ReadonlySet<System> {
  if (!stay.leftAt) return new Set();
  return new Set(stay.work.filter(({ outcome }) => outcome === 'done').flatMap((work) => work.systems));
}

function isFault(system: System): boolean {
  return system !== 'maintenance';
}
