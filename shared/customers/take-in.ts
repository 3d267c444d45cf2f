import type { Change, NewEvent } from '../events/aggregate.ts';
import { findReworks } from './find-reworks.ts';
import { isSafety, openItemsOf } from './open-items.ts';
import type { Rework } from './rework.ts';
import type { Stay } from './stay.ts';
import type { Vehicle } from './vehicle.ts';

/** What is remembered of a vehicle: enough for months of trouble, little enough to be written with every visit. */
export const staysKept = 12;

/**
 * What a vehicle takes in of a visit (R60, R23). Everything follows from the set of its stays, so any order in which
 * visits are recorded, corrected and voided ends in the same vehicle.
 */
export function takeIn(known: Vehicle | undefined, stay: Stay): Change<Vehicle> | undefined {
  const before = known?.stays.find(({ visitId }) => visitId === stay.visitId);
  if (before && before.visitVersion >= stay.visitVersion) return undefined;
  const others = (known?.stays ?? []).filter(({ visitId }) => visitId !== stay.visitId);
  const stays = [...others, stay].sort(byTime).slice(-staysKept);
  if (!stays.includes(stay)) return undefined;
  const reworks = findReworks(stays);
  return {
    state: { stays, reworks },
    events: [
      {
        name: 'vehicle.updated',
        facts: {
          visitId: stay.visitId,
          ...([known?.stays ?? [], stays].some(hasOpenSafety) && { safety: true }),
        },
      },
      ...keeperEvents(known, stays, stay.visitId),
      ...reworkEvents(known?.reworks ?? [], reworks),
    ],
  };
}

function hasOpenSafety(stays: readonly Stay[]): boolean {
  return openItemsOf(stays).some(isSafety);
}

/** Who brought a vehicle last, and so whose it is as far as we know; drivers of one company are one keeper. */
export function keeperOf(stays: readonly Stay[]): { customerId: string; handsetId: string } | undefined {
  const last = stays.findLast(({ counts }) => counts);
  return last && { customerId: last.customerId, handsetId: last.handsetId };
}

function keeperEvents(known: Vehicle | undefined, stays: readonly Stay[], visitId: string): NewEvent[] {
  const former = known && keeperOf(known.stays);
  const keeper = keeperOf(stays);
  if (!former || !keeper || isSameKeeper(former, keeper)) return [];
  const facts = { visitId, keeperId: keeper.customerId, formerKeeperId: former.customerId };
  return [{ name: 'vehicle.keeper-changed', facts }];
}

/** The same record, or the same phone with the same vehicle: what is said about it reaches the same hands. */
export function isSameKeeper(a: Pick<Stay, 'customerId' | 'handsetId'>, b: typeof a): boolean {
  return a.customerId === b.customerId || a.handsetId === b.handsetId;
}

function reworkEvents(before: readonly Rework[], now: readonly Rework[]): NewEvent[] {
  const gone = before.filter((each) => !now.some((other) => isSameRework(each, other)));
  const come = now.filter((each) => !before.some((other) => isSameRework(each, other)));
  return [
    ...gone.map(({ system, visitId, earlierVisitId, dealerId, customerId }): NewEvent => {
      const facts = { system, visitId, earlierVisitId };
      return { name: 'vehicle.rework-withdrawn', dealerId, customerId, facts };
    }),
    ...come.map(({ system, visitId, earlierVisitId, within, dealerId, customerId }): NewEvent => {
      const facts = { system, visitId, earlierVisitId, within };
      return { name: 'vehicle.reworked', dealerId, customerId, facts };
    }),
  ];
}

function isSameRework(a: Rework, b: Rework): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf({ system, visitId, earlierVisitId, within, customerId }: Rework): string {
  return [system, visitId, earlierVisitId, within, customerId].join(' ');
}

function byTime(a: Stay, b: Stay): number {
  const [left, right] = [`${a.openedAt}${a.visitId}`, `${b.openedAt}${b.visitId}`];
  return left < right ? -1 : Number(left > right);
}
