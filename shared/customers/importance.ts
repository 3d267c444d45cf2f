import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import { importanceKinds } from '../events/people.ts';
import { systems } from '../events/vehicles.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';
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
  /** For a major complaint: which one. */
  complaintId: v.optional(v.string()),
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
  const state = { ...known, importance, vehicleVersions };
  return { state, events: [importanceChanged(state, customerId)] };
}

/** A complaint, as far as it says something of the customer. */
export interface Grievance {
  readonly complaintId: string;
  readonly severity: 'ordinary' | 'complex' | 'major';
  readonly at: Instant;
  /** Who received the visit that the complaint is about. */
  readonly advisorId?: string;
}

/**
 * A customer complained: a major complaint makes them important (R60); and whoever received the visit does not call them
 * while they are important, so that nobody judges himself (R54). Nothing where both are known.
 */
export function heedComplaint(
  known: Customer,
  customerId: string,
  { complaintId, severity, at, advisorId }: Grievance,
): Change<Customer> | undefined {
  const isNewMajor =
    severity === 'major' && !known.importance.some((each) => each.complaintId === complaintId);
  const isNewPerson = advisorId !== undefined && !known.complainedOf.includes(advisorId);
  const major: Importance = { kind: 'major-complaint', since: at, complaintId };
  const importance = isNewMajor
    ? [...known.importance, major].sort(bySince).slice(-mostKept)
    : known.importance;
  const complainedOf = isNewPerson ? [...known.complainedOf, advisorId].slice(-mostKept) : known.complainedOf;
  const state = { ...known, importance, complainedOf };
  const { dealerId } = known;
  const [first, ...others] = [
    ...(isNewPerson
      ? [
          {
            name: 'customer.complained-of',
            dealerId,
            customerId,
            facts: { advisorId, complaintId },
          } as const,
        ]
      : []),
    ...(isNewMajor ? [importanceChanged(state, customerId)] : []),
  ];
  return first && { state, events: [first, ...others] };
}

function importanceChanged({ dealerId, importance }: Customer, customerId: string): NewEvent {
  const kinds = importanceKinds.filter((kind) => importance.some((each) => each.kind === kind));
  return { name: 'customer.importance-changed', dealerId, customerId, facts: { kinds } };
}

function bySince(a: Importance, b: Importance): number {
  const key = ({ since, system, visitId, complaintId }: Importance) =>
    `${since} ${visitId ?? complaintId ?? ''} ${system ?? ''}`;
  return key(a) < key(b) ? -1 : Number(key(a) > key(b));
}
