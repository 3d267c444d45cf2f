import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { WorkSchema } from './work.ts';

/** What a vehicle remembers of one visit, as the visit's newest revision tells it. */
export const StaySchema = v.object({
  visitId: v.string(),
  /** Version of the visit: older news of it does not undo this. */
  visitVersion: v.number(),
  dealerId: v.string(),
  /** The company of the dealer: what one company did is no other's business. */
  legalEntity: v.string(),
  /** False where the visit was voided, or was another vehicle's after all. */
  counts: v.boolean(),
  /** Imported history: it may have been done again since, but is not rework itself. */
  imported: v.optional(v.boolean()),
  customerId: v.string(),
  handsetId: v.string(),
  openedAt: InstantSchema,
  /** When the work was over; none while it is not. */
  leftAt: v.optional(InstantSchema),
  km: v.optional(v.number()),
  work: v.array(WorkSchema),
  /** What the dealer calls rework (R60). */
  rework: v.object({ withinDays: v.number(), withinKm: v.number() }),
});
export type Stay = v.InferOutput<typeof StaySchema>;
