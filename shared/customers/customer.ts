import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import { localeSchema } from '../events/text-request.ts';
import { InstantSchema } from '../platform/time.ts';

const purposes = ['service', 'care', 'marketing'] as const;

const consent = v.object({
  service: v.optional(v.boolean()),
  care: v.optional(v.boolean()),
  marketing: v.optional(v.boolean()),
});

const source = v.object({ visitId: v.string(), openedAt: InstantSchema, receivedAt: InstantSchema });
type Source = v.InferOutput<typeof source>;

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
  /** The visit from which this was learnt; an older one teaches nothing about what may have changed since. */
  learntFrom: source,
});
export type Customer = v.InferOutput<typeof CustomerSchema>;

export const PersonalSchema = v.object({ name: v.string(), phone: v.string() });
export type Personal = v.InferOutput<typeof PersonalSchema>;

/** What a visit tells of its customer. */
export interface Lesson {
  readonly customerId: string;
  readonly customer: Omit<Customer, 'vehicleIds'>;
  readonly vehicleId: string;
  readonly personal: Personal;
}

/**
 * What the customer file takes from a visit (R03): everything from a newer visit; from an older one only the vehicle,
 * and a consent of which nothing newer was said; nothing if it knows all of it already. So the same visits lead to the
 * same file in any order.
 */
export function learn(known: Customer | undefined, lesson: Lesson): Change<Customer> | undefined {
  const newer = !known || isNewer(lesson.customer.learntFrom, known.learntFrom);
  const vehicleIds = [...new Set([...(known?.vehicleIds ?? []), lesson.vehicleId])].sort();
  const told = consentAfter(known, lesson.customer);
  if (!newer && !told.changed && vehicleIds.length === known.vehicleIds.length) return undefined;
  const { consent, consentFrom } = told;
  const customer = { ...(newer ? lesson.customer : known), consent, consentFrom, vehicleIds };
  const facts = { visitId: lesson.customer.learntFrom.visitId, handsetId: customer.handsetId };
  return {
    state: customer,
    events: [{ name: 'customer.updated', customerId: lesson.customerId, facts }],
    attached: newer
      ? [{ sk: 'PERSONAL', content: { personal: lesson.personal } }, ...linkFrom(known, lesson)]
      : [],
  };
}

/** Remembers at the handset whose it is, once: a phone may be shared by several customers. */
function linkFrom(known: Customer | undefined, { customerId, customer }: Lesson): Attachment[] {
  if (known?.handsetId === customer.handsetId) return [];
  const { dealerId } = customer;
  return [{ pk: customer.handsetId, sk: `${linkPrefix}${customerId}`, content: { customerId, dealerId } }];
}

/** The sort keys under which a handset's customers are kept. */
export const linkPrefix = 'CUSTOMER#';

function isNewer(a: Source, b: Source): boolean {
  if (a.visitId === b.visitId) return a.receivedAt > b.receivedAt;
  return a.openedAt > b.openedAt || (a.openedAt === b.openedAt && a.visitId > b.visitId);
}

/** Each consent as the newest visit that spoke of it told it. */
function consentAfter(known: Customer | undefined, told: Lesson['customer']) {
  const consent = { ...known?.consent };
  const consentFrom = { ...known?.consentFrom };
  let changed = false;
  for (const purpose of purposes) {
    if (told.consent[purpose] === undefined) continue;
    const knownFrom =
      consentFrom[purpose] ?? (consent[purpose] === undefined ? undefined : known?.learntFrom);
    if (knownFrom && !isNewer(told.learntFrom, knownFrom)) continue;
    consent[purpose] = told.consent[purpose];
    consentFrom[purpose] = told.learntFrom;
    changed = true;
  }
  return { consent, consentFrom, changed };
}
