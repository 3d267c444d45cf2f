import * as v from 'valibot';
import { systems } from '../events/vehicles.ts';
import { evidenceFields } from '../visits/evidence.ts';

/** One item of a visit as its vehicle remembers it: what it was about, without its words. */
export const WorkSchema = v.object({
  /** Its place among the items of the visit, where its words are. */
  item: v.number(),
  outcome: v.picklist(['done', 'deferred', 'declined']),
  systems: v.array(v.picklist(systems)),
  /** What it is told again by: its code, its parts, a digest of its words. */
  marks: v.array(v.string()),
  axle: v.optional(v.picklist(['front', 'rear', 'both'])),
  side: v.optional(v.picklist(['left', 'right', 'both'])),
  /** Why it is safety-relevant (R23): which field, and what in it. Nothing where it is not. */
  safety: v.array(v.object({ field: v.picklist(evidenceFields), found: v.string() })),
});
export type Work = v.InferOutput<typeof WorkSchema>;
