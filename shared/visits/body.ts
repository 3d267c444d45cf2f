import * as v from 'valibot';
import type { Locale } from '../events/text-request.ts';
import { decimal, rfc3339, shortText } from '../platform/formats.ts';
import { normalVin } from './vin.ts';

const person = v.object({ id: shortText(64), name: shortText(100) });
const unknownToUs = v.optional(shortText(200));

/** How the workshop ranks an item; `safety-critical` is its own judgement, whatever the words of the item say. */
export const itemPriorities = [
  'safety-critical',
  'primary-concern',
  'routine',
  'recommended',
  'optional',
] as const;

export const itemOutcomes = ['done', 'deferred', 'declined'] as const;
export const customerKinds = ['individual', 'enterprise', 'government'] as const;
export const contactMethods = ['text', 'call', 'none'] as const;

const repairOrder = v.pipe(
  v.object({
    number: shortText(64),
    status: v.optional(v.picklist(['open', 'closed', 'delivered', 'void']), 'delivered'),
    updatedAt: v.optional(rfc3339),
    openedAt: rfc3339,
    promisedAt: v.optional(rfc3339),
    closedAt: v.optional(rfc3339),
    deliveredAt: v.optional(rfc3339),
    type: shortText(64),
  }),
  v.forward(
    v.check(
      (order) => order.status !== 'delivered' || order.deliveredAt !== undefined,
      'is missing: a delivered repair order needs the time of delivery (or say status "open" or "closed")',
    ),
    ['deliveredAt'],
  ),
  v.forward(
    v.check(
      (order) => !order.deliveredAt || order.deliveredAt >= order.openedAt,
      'lies before openedAt; a vehicle cannot be delivered before it was taken in',
    ),
    ['deliveredAt'],
  ),
);

const vehicle = v.object({
  /** Mistyped ones are taken as they are: what they are doubted for is told, and no visit is lost (see `vin.ts`). */
  vin: v.pipe(shortText(40), v.transform(normalVin)),
  plate: v.optional(shortText(20)),
  make: v.optional(shortText(64)),
  model: v.optional(shortText(64)),
  modelYear: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2100))),
  soldAt: v.optional(
    v.union(
      [rfc3339, v.pipe(v.string(), v.isoDate('must be a date or an RFC 3339 time'))],
      'must be a date or an RFC 3339 time',
    ),
  ),
  odometerKm: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(5_000_000))),
});

function localeOf(tag: string): Locale | undefined {
  if (/^zh(?:[-_]|$)/i.test(tag)) return 'zh-CN';
  return /^en(?:[-_]|$)/i.test(tag) ? 'en-US' : undefined;
}

const customer = v.object({
  id: shortText(64),
  name: shortText(100),
  phone: shortText(40),
  /** Where it is neither Chinese nor English, the dealer's own language is used. */
  language: v.optional(v.pipe(shortText(35), v.transform(localeOf))),
  kind: v.optional(v.picklist(customerKinds)),
});

const contact = v.object({
  method: v.optional(v.picklist(contactMethods)),
  time: v.optional(
    v.pipe(
      v.object({ from: rfc3339, until: rfc3339 }),
      v.forward(
        v.check((time) => time.from < time.until, 'must lie after from'),
        ['until'],
      ),
    ),
  ),
  consent: v.optional(
    v.object({
      service: v.optional(v.boolean()),
      care: v.optional(v.boolean()),
      marketing: v.optional(v.boolean()),
    }),
  ),
});

const item = v.object({
  code: unknownToUs,
  description: shortText(500),
  outcome: v.picklist(itemOutcomes),
  system: unknownToUs,
  reason: v.optional(shortText(500)),
  amount: v.optional(decimal),
  priority: v.optional(v.picklist(itemPriorities)),
});

/** One of the priced ways to repair that the customer was offered (R09). */
const option = v.object({
  description: shortText(500),
  price: v.optional(decimal),
  advised: v.optional(v.boolean()),
  chosen: v.optional(v.boolean()),
});

/**
 * A workshop visit as a DMS posts it: times RFC 3339 with offset, money as decimal strings, phones E.164 or national.
 * Members that it does not name are passed over (R01, R02, R07–R09).
 */
export const VisitBodySchema = v.object({
  repairOrder,
  vehicle,
  customer,
  contact: v.optional(contact),
  /** With the reception team that the customer belongs to at this visit (R80). */
  advisor: v.object({ ...person.entries, team: v.optional(shortText(64)) }),
  technicians: v.optional(v.pipe(v.array(person), v.maxLength(50))),
  items: v.pipe(v.array(item), v.maxLength(200, 'must have at most 200 items')),
  options: v.optional(v.pipe(v.array(option), v.maxLength(20, 'must have at most 20 options'))),
  totals: v.optional(
    v.object({
      estimated: v.optional(decimal),
      actual: v.optional(decimal),
      currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as CNY'))),
    }),
  ),
  notes: v.optional(
    v.object({
      /** What the customer complained of when the vehicle was taken in. */
      concern: v.optional(shortText(2000)),
      testDrive: v.optional(shortText(2000)),
      finalInspection: v.optional(shortText(2000)),
    }),
  ),
});
export type VisitBody = v.InferOutput<typeof VisitBodySchema>;
