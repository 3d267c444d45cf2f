import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';

/** Whether time and price were as promised (R32); absent where either side is not known. */
export const KeptSchema = v.object({ time: v.optional(v.boolean()), price: v.optional(v.boolean()) });

const facts = {
  repairOrder: v.string(),
  status: v.picklist(['open', 'closed', 'delivered', 'void']),
  deliveredAt: v.optional(InstantSchema),
  kept: v.optional(KeptSchema),
  advisorId: v.string(),
  /** Whose visit it was thought to be before this revision, where that changed: they are to forget it. */
  former: v.optional(v.object({ customerId: v.optional(v.string()), vehicleId: v.optional(v.string()) })),
  /** Which revision of the repair order it tells of, counted from 1. */
  revision: v.optional(v.number()),
};

/** A repair order was told to us for the first time. */
export const VisitRecorded = eventSchema('visit.recorded', facts);
/** A later revision of it changed something. */
export const VisitCorrected = eventSchema('visit.corrected', facts);
/** It was declared void. */
export const VisitVoided = eventSchema('visit.voided', facts);
/** A dealer's mapping of its own format was stored as a version. */
export const MappingStored = eventSchema('mapping.stored', { mapping: v.string(), version: v.number() });
