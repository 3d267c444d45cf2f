import * as v from 'valibot';
import { eventSchema } from './envelope.ts';

/** The systems of a vehicle, as rework and open items are told by. `maintenance` is routine and never a fault. */
export const systems = [
  'brakes',
  'steering',
  'suspension',
  'tyres',
  'engine',
  'cooling',
  'fuel',
  'exhaust',
  'transmission',
  'high-voltage',
  'electrical',
  'air-conditioning',
  'body',
  'interior',
  'maintenance',
] as const;
export type System = (typeof systems)[number];

const rework = { system: v.picklist(systems), visitId: v.string(), earlierVisitId: v.string() };

/** The vehicle's history took in what a visit now says. */
export const VehicleUpdated = eventSchema('vehicle.updated', {
  visitId: v.string(),
  /** Set where safety-relevant work is open on it, or was until now (R23). */
  safety: v.optional(v.boolean()),
});
/** Somebody else brought the vehicle: it is theirs to hear of from now on. */
export const VehicleKeeperChanged = eventSchema('vehicle.keeper-changed', {
  visitId: v.string(),
  keeperId: v.string(),
  formerKeeperId: v.string(),
});
/** The same system was worked on again, too soon after the last time (R60). */
export const VehicleReworked = eventSchema('vehicle.reworked', {
  ...rework,
  within: v.picklist(['days', 'km']),
});
/** It turned out not to be so: a visit was voided or corrected, or another came in between. */
export const VehicleReworkWithdrawn = eventSchema('vehicle.rework-withdrawn', rework);
