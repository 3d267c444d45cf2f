import * as v from 'valibot';
import { eventSchema } from './envelope.ts';
import { localeSchema } from './text-request.ts';
import { WordsRefSchema } from './words.ts';

/** The four kinds of important customers (R60). */
export const importanceKinds = [
  'rework',
  'our-mistake',
  'major-complaint',
  'hot-tempered-and-influential',
] as const;

/** The traits of a quality customer (R57). */
export const qualityTraits = [
  'real-consumer',
  'good-vehicle-age',
  'frequent-use',
  'lives-near',
  'loyal-enthusiast',
] as const;

/** Why a customer's number is to be corrected at the next visit. */
export const numberDoubts = ['wrong-number', 'not-in-service', 'unreachable'] as const;

/** What two customer records share that makes them one customer's, the strongest first. */
export const linkRules = [
  'dms-id',
  'phone-and-vehicle',
  'phone-and-name',
  'vehicle-and-name',
  'phone-and-plate',
  'plate-and-name',
] as const;

/** How a customer said that other companies of the group may see their visits and words. */
export const sharingWays = ['signed-form', 'at-the-desk', 'by-phone', 'by-text', 'online'] as const;

/** The customer file took something new from a visit. */
export const CustomerUpdated = eventSchema('customer.updated', {
  visitId: v.string(),
  handsetId: v.string(),
});
/** The customer became important, for another reason too, or for none any more. */
export const CustomerImportanceChanged = eventSchema('customer.importance-changed', {
  kinds: v.array(v.picklist(importanceKinds)),
});
/** The customer complained about a visit that this advisor, as the DMS names them, received. */
export const CustomerComplainedOf = eventSchema('customer.complained-of', {
  advisorId: v.string(),
  complaintId: v.string(),
});
/** Staff found traits of a quality customer, others than before, or none any more (R57, R58). */
export const CustomerQualityMarked = eventSchema('customer.quality-marked', {
  traits: v.array(v.picklist(qualityTraits)),
});
/** The customer's number led to nobody: it is to be corrected at the next visit. */
export const CustomerNumberDoubted = eventSchema('customer.number-doubted', {
  handsetId: v.string(),
  because: v.picklist(numberDoubts),
});
/** It leads to them after all. */
export const CustomerNumberConfirmed = eventSchema('customer.number-confirmed', { handsetId: v.string() });
/** The customer allowed or forbade that other companies of the group see their visits and words. */
export const CustomerSharingRecorded = eventSchema('customer.sharing-recorded', {
  allowed: v.boolean(),
  how: v.picklist(sharingWays),
});

/** The customer asked for it: name, number and words are deleted. What happened stays, without whom it happened to. */
export const CustomerErased = eventSchema('customer.erased', {
  how: v.picklist(sharingWays),
  items: v.number(),
});

const pair = { customerIds: v.array(v.string()) };
/** Two records were recognised as one customer's. */
export const CustomersLinked = eventSchema('customers.linked', { ...pair, rule: v.picklist(linkRules) });
/** What spoke for it no longer does. */
export const CustomersUnlinked = eventSchema('customers.unlinked', pair);
/** A member of staff says that two records are one customer's. */
export const CustomersMerged = eventSchema('customers.merged', { ...pair, reason: WordsRefSchema });
/** A member of staff says that they are not, whatever speaks for it. */
export const CustomersUnmerged = eventSchema('customers.unmerged', { ...pair, reason: WordsRefSchema });

/** A dealer was registered, or its settings changed. */
export const DealerRegistered = eventSchema('dealer.registered', {});
/** A visit was planned for a year whose public holidays the dealer's calendar does not know. */
export const DealerHolidaysMissing = eventSchema('dealer.holidays-missing', { year: v.number() });
/** The webhook secrets that a dealer's DMS may sign with are others now. */
export const DealerSecretsChanged = eventSchema('dealer.secrets-changed', {
  generations: v.array(v.number()),
});
/** A dealer words a text itself from now on, or in another way. */
export const WordingStored = eventSchema('wording.stored', {
  template: v.string(),
  locale: v.string(),
  version: v.number(),
});
/** Texts wait from now on, or go again: a dealer's, or without a dealer the group's. */
export const TextingSwitched = eventSchema('texting.switched', { paused: v.boolean() });
const budget = { month: v.string(), parts: v.number(), limit: v.number() };
/** A dealer's budget for the texts of a month is nearly spent; in parts. */
export const TextingBudgetWarned = eventSchema('texting.budget-warned', budget);
/** It is spent: only what belongs to complaints is still sent. */
export const TextingBudgetSpent = eventSchema('texting.budget-spent', budget);
/** A member of staff was registered, or their role or dealers changed. */
export const StaffRegistered = eventSchema('staff.registered', {
  role: v.string(),
  dealerIds: v.array(v.string()),
});
/** A member of staff has left: they can neither sign in nor ask for anything. */
export const StaffRemoved = eventSchema('staff.removed', {
  role: v.string(),
  dealerIds: v.array(v.string()),
});
/** The days on which a member of staff does not work are others now. */
export const StaffAbsencesChanged = eventSchema('staff.absences-changed', {
  absences: v.array(v.object({ from: v.string(), until: v.string() })),
});
/** Where a member of staff is told by text of what cannot wait, and in which language. */
export const StaffPhoneRecorded = eventSchema('staff.phone-recorded', {
  handsetId: v.string(),
  locale: localeSchema,
});
/** They are no longer told by text. */
export const StaffPhoneRemoved = eventSchema('staff.phone-removed', {});
/** Something climbed to a member of staff: they are told with what else is overdue. */
export const StaffMatterNoted = eventSchema('staff.matter-noted', { matterId: v.string() });
/**
 * A member of staff is told of a major complaint (R52), or how much of their work is overdue; `byText` is false where no
 * phone is recorded, so that nobody could tell them.
 */
export const StaffTold = eventSchema('staff.told', {
  staffId: v.string(),
  about: v.picklist(['major-complaint', 'overdue']),
  byText: v.boolean(),
  matterId: v.optional(v.string()),
  count: v.optional(v.number()),
});
/** A member of staff took a call over for a day; `calls` counts what they have taken over for it. */
export const CallTaken = eventSchema('call.taken', {
  staffId: v.string(),
  on: v.string(),
  callbackId: v.string(),
  calls: v.number(),
});
/** They gave it up: somebody else makes it. */
export const CallGivenUp = eventSchema('call.given-up', {
  staffId: v.string(),
  on: v.string(),
  callbackId: v.string(),
  calls: v.number(),
});
/** A team was formed, or its name, lead or members changed; without a lead whoever led it has left. */
export const TeamFormed = eventSchema('team.formed', {
  teamId: v.string(),
  leadId: v.optional(v.string()),
  memberIds: v.array(v.string()),
});
/** A team is no more. */
export const TeamDissolved = eventSchema('team.dissolved', { teamId: v.string() });
