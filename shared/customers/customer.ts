import * as v from 'valibot';
import { numberDoubts, qualityTraits, sharingWays } from '../events/people.ts';
import { localeSchema } from '../events/text-request.ts';
import { InstantSchema } from '../platform/time.ts';
import { ImportanceSchema } from './importance.ts';

const consent = v.object({
  service: v.optional(v.boolean()),
  care: v.optional(v.boolean()),
  marketing: v.optional(v.boolean()),
});

const source = v.object({ visitId: v.string(), openedAt: InstantSchema, receivedAt: InstantSchema });
export type Source = v.InferOutput<typeof source>;

/** The customer file: what is known of a customer, without name or number (those are personal data of their own). */
export const CustomerSchema = v.object({
  dealerId: v.string(),
  /** How the dealer's DMS names this customer. */
  dmsId: v.string(),
  handsetId: v.string(),
  locale: localeSchema,
  kind: v.optional(v.picklist(['individual', 'enterprise', 'government'])),
  consent,
  /** The newest visit that spoke of each consent; a newer one that says nothing leaves it as it was. */
  consentFrom: v.optional(
    v.object({ service: v.optional(source), care: v.optional(source), marketing: v.optional(source) }),
  ),
  vehicleIds: v.array(v.string()),
  /** Phones and plates that visits of this customer ever told. */
  handsetIds: v.optional(v.array(v.string()), []),
  plateIds: v.optional(v.array(v.string()), []),
  /** Why the customer is important (R60); nothing where they are not. */
  importance: v.optional(v.array(ImportanceSchema), []),
  /** The advisors who received visits that the customer complained about, as the DMS names them. */
  complainedOf: v.optional(v.array(v.string()), []),
  /** The traits that make a quality customer (R57), who of staff found them and when; absent for others. */
  quality: v.optional(
    v.object({ traits: v.array(v.picklist(qualityTraits)), by: v.string(), at: InstantSchema }),
  ),
  /** Versions of the vehicles from whose rework the importance follows. */
  vehicleVersions: v.optional(v.record(v.string(), v.number()), {}),
  /** A number that led to nobody when they were called. */
  numberDoubt: v.optional(
    v.object({ handsetId: v.string(), because: v.picklist(numberDoubts), at: InstantSchema }),
  ),
  /** Whether other companies of the group may see this customer's visits and words here: who noted it, when and how. */
  sharing: v.optional(
    v.object({ allowed: v.boolean(), how: v.picklist(sharingWays), by: v.string(), at: InstantSchema }),
  ),
  /** Who erased names, numbers and words when, and how the customer asked for it; until a newer visit tells of them. */
  erased: v.optional(v.object({ by: v.string(), at: InstantSchema, how: v.picklist(sharingWays) })),
  /** The visit from which this was learnt; an older one teaches nothing about what may have changed since. */
  learntFrom: source,
});
export type Customer = v.InferOutput<typeof CustomerSchema>;

export const PersonalSchema = v.object({ name: v.string(), phone: v.string() });
export type Personal = v.InferOutput<typeof PersonalSchema>;

/** The sort keys under which a phone's, a vehicle's or a plate's customers are kept. */
export const linkPrefix = 'CUSTOMER#';
