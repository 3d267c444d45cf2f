import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import { importanceKinds } from '../events/people.ts';
import { systems } from '../events/vehicles.ts';
import { InstantSchema } from '../platform/time.ts';
import type { Customer } from './customer.ts';
import type { Rework } from './rework.ts';

/** Why a customer is important (R60): of which kind, since when, and what it follows from. */
export const ImportanceSchema = v.object({
  kind: v.picklist(importanceKinds),
  since: InstantSchema,
  /** For rework: the vehicle, its system, and both visits. */
  vehicleId: v.optional(v.string()),
  system: v.optional(v.picklist(systems)),
  visitId: v.optional(v.string()),
  earlierVisitId: v.optional(v.string()),
});
export type Importance = v.InferOutput<typeof ImportanceSchema>;

const mostKept = 20;

/**
 * A customer is important while a vehicle that they brought has rework (R60), by the vehicle as it now stands; what
 * else they are important for stays. Nothing if a newer state of the vehicle was heeded before.
 */
export function distinguish(
  known: Customer,
  customerId: string,
  vehicle: { id: string; version: number; reworks: readonly Rework[] },
): Change<Customer> | undefined {
  if ((known.vehicleVersions[vehicle.id] ?? 0) >= vehicle.version) return undefined;
  const others = known.importance.filter(({ vehicleId }) => vehicleId !== vehicle.id);
  const theirs = vehicle.reworks
    .filter((rework) => rework.customerId === customerId)
    .map(({ system, visitId, earlierVisitId, at }): Importance => {
      return { kind: 'rework', since: at, vehicleId: vehicle.id, system, visitId, earlierVisitId };
    });
  const importance = [...others, ...theirs].sort(bySince).slice(-mostKept);
  if (JSON.stringify(importance) === JSON.stringify(known.importance)) return undefined;
  const vehicleVersions = { ...known.vehicleVersions, [vehicle.id]: vehicle.version };
  const kinds = importanceKinds.filter((kind) => importance.some((each) => each.kind === kind));
  return {
    state: { ...known, importance, vehicleVersions },
    events: [
      {
        name: 'customer.importance-changed',
        dealerId: known.dealerId,
        customerId,
        facts: { kinds },
      },
    ],
  };
}

function bySince(a: Importance, b: Importance): number {
  const key = ({ since, system, visitId }: Importance) => `${since} ${visitId ?? ''} ${system ?? ''}`;
  return key(a) < key(b) ? -1 : Number(key(a) > key(b));
}
