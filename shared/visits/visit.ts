import * as v from 'valibot';
import { localeSchema } from '../events/text-request.ts';
import { KeptSchema } from '../events/visits.ts';
import { InstantSchema, LocalDateSchema } from '../platform/time.ts';
import { contactMethods, customerKinds, itemOutcomes, itemPriorities } from './body.ts';
import { peopleEntries, ServedSchema } from './served.ts';

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
  /** How many revisions were taken; each has its details under its number. */
  revision: v.optional(v.number()),
  /** The number of the newest one, where an older one was taken after it for whom it names. */
  newest: v.optional(v.number()),
  /** What read it: a format, or a mapping with its version; nothing for our own format. */
  readAs: v.optional(v.string()),
  /** The row of an import that told it; without `followUp` it is history, and causes no contact. */
  imported: v.optional(v.object({ id: v.string(), row: v.number(), followUp: v.boolean() })),
  /** When the newest revision reached us. */
  receivedAt: InstantSchema,
  deliveredAt: v.optional(InstantSchema),
  /** Whether time and price were as promised (R32), as far as both sides are known. */
  kept: v.optional(KeptSchema),
  customerId: v.string(),
  handsetId: v.string(),
  vehicleId: v.string(),
  /** Its plate, keyed; none where it has none yet. */
  plateId: v.optional(v.string()),
  /** Once it is delivered, as they were then; later revisions do not change them. */
  ...peopleEntries,
  /** Who served each delivery that was told. */
  served: v.optional(v.array(ServedSchema)),
  locale: localeSchema,
  contact: v.object({
    method: v.optional(v.picklist(contactMethods)),
    time: v.optional(v.object({ from: InstantSchema, until: InstantSchema })),
    serviceConsent: v.optional(v.boolean()),
  }),
  /** Keyed digest of the whole body: tells a repetition from a correction. */
  bodyDigest: v.string(),
  /** Its newest deliveries, by webhook and body: one that is sent again, however late, changes nothing. */
  deliveries: v.optional(v.array(v.string()), []),
});
export type Visit = v.InferOutput<typeof VisitSchema>;

const person = v.object({ id: v.string(), name: v.string() });
const text = v.optional(v.string());

/**
 * The body as the DMS told it, with the phone as E.164: personal data, an item of its own. Read with fewer conditions
 * than a body is taken in with: what was taken in once stays readable when intake grows stricter.
 */
export const VisitDetailsSchema = v.object({
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
  vehicle: v.object({
    vin: v.string(),
    plate: text,
    make: text,
    model: text,
    modelYear: v.optional(v.number()),
    soldAt: text,
    odometerKm: v.optional(v.number()),
  }),
  customer: v.object({
    id: v.string(),
    name: v.string(),
    phone: v.string(),
    language: v.optional(localeSchema),
    kind: v.optional(v.picklist(customerKinds)),
  }),
  contact: v.optional(
    v.object({
      method: v.optional(v.picklist(contactMethods)),
      time: v.optional(v.object({ from: InstantSchema, until: InstantSchema })),
      consent: v.optional(
        v.object({
          service: v.optional(v.boolean()),
          care: v.optional(v.boolean()),
          marketing: v.optional(v.boolean()),
        }),
      ),
    }),
  ),
  advisor: v.object({ ...person.entries, team: text }),
  technicians: v.optional(v.array(person)),
  items: v.array(
    v.object({
      code: text,
      description: v.string(),
      outcome: v.picklist(itemOutcomes),
      system: text,
      reason: text,
      amount: text,
      priority: v.optional(v.picklist(itemPriorities)),
    }),
  ),
  options: v.optional(
    v.array(
      v.object({
        description: v.string(),
        price: text,
        advised: v.optional(v.boolean()),
        chosen: v.optional(v.boolean()),
      }),
    ),
  ),
  totals: v.optional(v.object({ estimated: text, actual: text, currency: text })),
  notes: v.optional(v.object({ concern: text, testDrive: text, finalInspection: text })),
});
export type VisitDetails = v.InferOutput<typeof VisitDetailsSchema>;

/** Whether only an import of history has told of a visit: it causes no contact. */
export function isHistory({ imported }: Pick<Visit, 'imported'>): boolean {
  return imported !== undefined && !imported.followUp;
}

/** The sort key of the details of a revision, one item each. Visits of older code have a single one. */
export function detailsKey(revision: number | undefined): string {
  return revision === undefined ? 'DETAILS' : `DETAILS#${String(revision).padStart(6, '0')}`;
}
