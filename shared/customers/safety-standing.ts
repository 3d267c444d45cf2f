import type { Table } from '../platform/table.ts';
import { isSafety, type OpenItem, openItemsOf } from './open-items.ts';
import type { Stay } from './stay.ts';
import { vehicles } from './store.ts';
import { isSameKeeper } from './take-in.ts';

/** An item of a visit, by its place there. */
export interface ItemKey {
  readonly visitId: string;
  readonly item: number;
}

/** Safety-relevant work that was put off and is still open, and the same work as it was put off before. */
export interface SafetyItem extends ItemKey {
  readonly earlier: ItemKey[];
}

/** How it stands with the safety of a vehicle, for whoever has it now. */
export interface SafetyStanding {
  readonly items: SafetyItem[];
  /** The newest visit at which something of it was put off. */
  readonly visitId?: string;
  /** The vehicle's newest visit of all: of whom, from which phone, and when it left, unless it is still there. */
  readonly last?: Pick<Stay, 'visitId' | 'customerId' | 'handsetId' | 'leftAt'>;
  /** Whether only imported history tells of the vehicle. */
  readonly isHistory: boolean;
}

/**
 * The open safety-relevant work of a vehicle that its present keeper put off themselves (R23). What was put off at another
 * company than the newest is that company's to ask about.
 */
export function safetyStandingOf(stays: readonly Stay[]): SafetyStanding {
  const last = stays.findLast(({ counts }) => counts);
  const open = openItemsOf(stays).filter(
    (each) => isSafety(each) && each.stay.leftAt && last && isSameKeeper(each.stay, last),
  );
  const newest = stays.findLast(({ visitId }) => open.some(({ stay }) => stay.visitId === visitId));
  const own = open.filter(({ stay }) => stay.legalEntity === newest?.legalEntity);
  return {
    items: own.map((each) => ({ ...keyOf(each), earlier: each.earlier.map(keyOf) })),
    ...(newest && { visitId: newest.visitId }),
    ...(last && { last }),
    isHistory: last?.imported === true,
  };
}

function keyOf({ stay, work }: Pick<OpenItem, 'stay' | 'work'>): ItemKey {
  return { visitId: stay.visitId, item: work.item };
}

/** How it stands with a vehicle now, with the version of what is known of it. */
export async function findSafetyStanding(
  table: Table,
  vehicleId: string,
): Promise<SafetyStanding & { version: number }> {
  const found = await vehicles(table).load(vehicleId);
  return { ...safetyStandingOf(found?.state.stays ?? []), version: found?.version ?? 0 };
}
