import type { Change } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import { numberAttachment } from '../messages/number.ts';
import { type Customer, linkPrefix, type Personal, type Source } from './customer.ts';
import { isOrganisation } from './names.ts';

const purposes = ['service', 'care', 'marketing'] as const;

/** What no visit tells in one piece: it gathers. */
type Gathered =
  | 'vehicleIds'
  | 'handsetIds'
  | 'plateIds'
  | 'importance'
  | 'complainedOf'
  | 'vehicleVersions'
  | 'quality'
  | 'sharing'
  | 'numberDoubt';

/** What a visit tells of its customer. */
export interface Lesson {
  readonly customerId: string;
  readonly customer: Omit<Customer, Gathered>;
  readonly vehicleId: string;
  readonly plateId?: string;
  readonly personal: Personal;
}

/**
 * What the customer file takes from a visit (R03): everything from a newer visit; from an older one only vehicle, phone
 * and plate, and a consent of which nothing newer was said; nothing if it knows all of it already. So the same visits
 * lead to the same file in any order.
 */
export function learn(known: Customer | undefined, lesson: Lesson): Change<Customer> | undefined {
  const newer = !known || isNewer(lesson.customer.learntFrom, known.learntFrom);
  const { ids, links } = gather(known, lesson);
  const told = consentAfter(known, lesson.customer);
  if (!newer && !told.changed && links.length === 0) return undefined;
  const { consent, consentFrom } = told;
  const {
    importance = [],
    complainedOf = [],
    vehicleVersions = {},
    quality,
    sharing,
    numberDoubt,
  } = known ?? {};
  const facts = newer ? lesson.customer : known;
  const kept = { importance, complainedOf, vehicleVersions, quality, sharing, numberDoubt };
  const customer = { ...facts, consent, consentFrom, ...ids, ...kept };
  return {
    state: customer,
    events: [
      {
        name: 'customer.updated',
        customerId: lesson.customerId,
        facts: { visitId: lesson.customer.learntFrom.visitId, handsetId: customer.handsetId },
      },
    ],
    attached: [
      ...(newer ? [{ sk: 'PERSONAL', content: { personal: lesson.personal } }] : []),
      ...links.map((id) => linkAt(id, lesson)),
      ...(links.includes(lesson.customer.handsetId) ? driversNumber(lesson) : []),
    ],
  };
}

const mostIds = 100;

/** What the customer is known by, with what a visit adds, and at which ids that is to be remembered. */
function gather(known: Customer | undefined, { customer, vehicleId, plateId }: Lesson) {
  const before = {
    vehicleIds: known?.vehicleIds ?? [],
    handsetIds: known ? [...new Set([...known.handsetIds, known.handsetId])] : [],
    plateIds: known?.plateIds ?? [],
  };
  const ids = {
    vehicleIds: withId(before.vehicleIds, vehicleId),
    handsetIds: withId(before.handsetIds, customer.handsetId),
    plateIds: plateId ? withId(before.plateIds, plateId) : before.plateIds,
  };
  const links = [
    ...ids.vehicleIds.filter((id) => !before.vehicleIds.includes(id)),
    ...ids.handsetIds.filter((id) => !before.handsetIds.includes(id)),
    ...ids.plateIds.filter((id) => !before.plateIds.includes(id)),
  ];
  return { ids, links };
}

/** Of too many the same are kept in any order in which they came. */
function withId(ids: readonly string[], id: string): string[] {
  return [...new Set([...ids, id])].sort().slice(0, mostIds);
}

/** Remembers at a phone, vehicle or plate whose it is: it may be several customers'. */
function linkAt(id: string, { customerId, customer: { dealerId } }: Lesson): Attachment {
  return { pk: id, sk: `${linkPrefix}${customerId}`, content: { customerId, dealerId } };
}

/**
 * Organisations send different drivers: each is asked about the visit that they brought, by the phone that it told,
 * also when another driver came since. A person's older phone is left alone once there is a newer one.
 */
function driversNumber({ customer, personal }: Lesson): Attachment[] {
  const isOrganised = customer.kind ? customer.kind !== 'individual' : isOrganisation(personal.name);
  return isOrganised ? [numberAttachment(customer.handsetId, personal.phone)] : [];
}

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
