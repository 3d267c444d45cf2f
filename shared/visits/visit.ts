import * as v from 'valibot';
import { localeSchema } from '../events/text-request.ts';
import { InstantSchema, LocalDateSchema } from '../platform/time.ts';
import { VisitBodySchema } from './body.ts';

/** A visit's state: ids and facts only; names, numbers and free words lie in its details. */
export const VisitSchema = v.object({
  dealerId: v.string(),
  /** The dealer's repair order number; with the day it was opened it names the visit. */
  number: v.string(),
  openedOn: LocalDateSchema,
  status: v.picklist(['open', 'closed', 'delivered', 'void']),
  /** When the DMS last changed it, where the DMS says so; orders its revisions. */
  updatedAt: v.optional(InstantSchema),
  /** The newest `updatedAt` of any revision: the present one may have none. */
  newestUpdatedAt: v.optional(InstantSchema),
  /** Which revision this is, counted from 1; its details lie under that number. */
  revision: v.optional(v.number()),
  /** What read it: a format, or a mapping with its version; nothing for our own format. */
  readAs: v.optional(v.string()),
  /** When the newest revision reached us. */
  receivedAt: InstantSchema,
  deliveredAt: v.optional(InstantSchema),
  customerId: v.string(),
  handsetId: v.string(),
  vehicleId: v.string(),
  /** Its plate, keyed; none where it has none yet. */
  plateId: v.optional(v.string()),
  advisorId: v.string(),
  /** The advisor's team and the technicians, as they were told with this revision. */
  team: v.optional(v.string()),
  technicianIds: v.optional(v.array(v.string())),
  locale: localeSchema,
  contact: v.object({
    method: v.optional(v.picklist(['text', 'call', 'none'])),
    time: v.optional(v.object({ from: InstantSchema, until: InstantSchema })),
    serviceConsent: v.optional(v.boolean()),
  }),
  /** Keyed digest of the whole body: tells a repetition from a correction. */
  bodyDigest: v.string(),
  /** Its newest deliveries, by webhook and body: one that is sent again, however late, changes nothing. */
  deliveries: v.optional(v.array(v.string()), []),
});
export type Visit = v.InferOutput<typeof VisitSchema>;

/** The body as the DMS told it, with the phone as E.164: personal data, an item of its own. */
export const VisitDetailsSchema = v.object({
  ...VisitBodySchema.entries,
  repairOrder: v.object({
    number: v.string(),
    status: v.string(),
    updatedAt: v.optional(InstantSchema),
    openedAt: InstantSchema,
    promisedAt: v.optional(InstantSchema),
    closedAt: v.optional(InstantSchema),
    deliveredAt: v.optional(InstantSchema),
    type: v.string(),
  }),
});
export type VisitDetails = v.InferOutput<typeof VisitDetailsSchema>;

/** The sort key of a visit's details: one item per revision. Visits of older code have a single one. */
export function detailsKey({ revision }: Pick<Visit, 'revision'>): string {
  return revision === undefined ? 'DETAILS' : `DETAILS#${String(revision).padStart(6, '0')}`;
}
