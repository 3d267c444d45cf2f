import * as v from 'valibot';
import { systems } from '../events/vehicles.ts';
import { InstantSchema } from '../platform/time.ts';

/** The same system of a vehicle was worked on again too soon (R60): both visits, and which limit it fell under. */
export const ReworkSchema = v.object({
  system: v.picklist(systems),
  visitId: v.string(),
  earlierVisitId: v.string(),
  within: v.picklist(['days', 'km']),
  /** Dealer and customer of the later visit: who came again. */
  dealerId: v.string(),
  customerId: v.string(),
  /** When the vehicle came again. */
  at: InstantSchema,
});
export type Rework = v.InferOutput<typeof ReworkSchema>;
