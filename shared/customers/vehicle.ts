import * as v from 'valibot';
import { ReworkSchema } from './rework.ts';
import { StaySchema } from './stay.ts';

/** A vehicle of the group: its newest visits, from which everything else of it follows. */
export const VehicleSchema = v.object({
  /** The newest stays in the order in which they began, those that do not count among them. */
  stays: v.array(StaySchema),
  reworks: v.array(ReworkSchema),
});
export type Vehicle = v.InferOutput<typeof VehicleSchema>;
