import * as v from 'valibot';
import { localeSchema } from '../events/text-request.ts';
import { systems } from '../events/vehicles.ts';
import { InstantSchema, LocalTimeSchema } from '../platform/time.ts';
import { CadenceSchema } from './cadence.ts';
import { CalendarSchema, ShiftSchema } from './calendar.ts';
import { CategoryTreeSchema } from './complaint-categories.ts';
import { focuses } from './focus.ts';
import { OfferSchema } from './offer.ts';
import { TextBudgetSchema } from './text-budget.ts';

const minutes = v.pipe(v.number(), v.integer(), v.minValue(1));
const hours = v.pipe(v.number(), v.integer(), v.minValue(1));
const days = v.pipe(v.number(), v.integer(), v.minValue(1));
const calls = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));
const minorUnits = v.pipe(v.number(), v.integer(), v.minValue(0));

/** When and how a dealer follows up. Every setting has a default, so that a dealer can be registered by its name and hours. */
export const DealerSettingsSchema = v.object({
  /** Local time at which customers are asked, unless the cadence of their class says another. */
  askAt: v.optional(LocalTimeSchema, '10:00'),
  /** How each class of customers is asked after a visit (R13, R59, R61). */
  cadence: v.optional(CadenceSchema, {}),
  /** How many calls a person takes over in a day: up to `best` by preference, never more than `ceiling` (R79). */
  callsPerDay: v.optional(
    v.pipe(
      v.object({ best: calls, ceiling: calls }),
      v.check(({ best, ceiling }) => best <= ceiling, 'the ceiling must not lie below the best number'),
    ),
    { best: 10, ceiling: 12 },
  ),
  /** Local times between which texts may reach customers. */
  sendingWindow: v.optional(ShiftSchema, { from: '09:00', until: '20:00' }),
  /**
   * How many texts that nobody asked for a phone may get in seven days, from all stores of the group together; what
   * belongs to a complaint, and answers to what the customer wrote, do not count.
   */
  textsPerWeek: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 3),
  /** A visit that arrives later than so many days after delivery is not asked after (decision 3). */
  askWithinDays: v.optional(days, 7),
  /**
   * Of how many percent of visits more is asked than the overall question (R30), and how many questions more by text; the
   * visits are drawn by lot.
   */
  furtherQuestions: v.optional(
    v.object({
      share: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
      atMost: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2)),
    }),
    { share: 20, atMost: 2 },
  ),
  /**
   * Whoever was asked by text at any store is not asked by text again for so many days, unless they agreed to it at the desk;
   * the visits in between count as not asked. 0 for always.
   */
  daysBetweenSurveys: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)), 30),
  /** After so many hours without an answer the customer is called instead. */
  silentAfterHours: v.optional(hours, 24),
  /** Working minutes until a person calls a customer who could not be told by text that the complaint has arrived. */
  acknowledgeWithinMinutes: v.optional(minutes, 60),
  /** Working minutes until a person has spoken with whoever complained (R43). */
  contactWithinMinutes: v.optional(v.object({ ordinary: minutes, complex: minutes, major: minutes }), {
    ordinary: 240,
    complex: 240,
    major: 60,
  }),
  /** Working days until a complaint is to be settled. */
  settleWithinDays: v.optional(v.object({ ordinary: days, complex: days, major: days }), {
    ordinary: 1,
    complex: 3,
    major: 7,
  }),
  /** Working minutes that whoever is to approve a settlement or an extension has (R46). */
  approveWithinMinutes: v.optional(minutes, 120),
  /** Working minutes that each level has once a time is up before a complaint climbs further (R49, R50). */
  escalateAfterMinutes: v.optional(
    v.object({ ordinary: minutes, complex: v.optional(minutes, 240), major: minutes }),
    { ordinary: 480, complex: 240, major: 120 },
  ),
  /** How much money of one settlement each may approve, in the currency's smallest unit; the general manager any (R46). */
  approvalLimits: v.optional(v.object({ 'customer-care-lead': minorUnits, 'service-director': minorUnits }), {
    'customer-care-lead': 50_000,
    'service-director': 500_000,
  }),
  /** The tree under which complaints are filed; without one of its own, the tree that every dealer begins with. */
  complaintCategories: v.optional(CategoryTreeSchema),
  /** A cause that comes back so often within so many days is proposed as a point to improve (R86). */
  improveAfter: v.optional(
    v.object({ times: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(100)), withinDays: days }),
    { times: 3, withinDays: 30 },
  ),
  /** Hours of silence after "is it solved?" before the customer is asked again. */
  askSolvedAgainAfterHours: v.optional(hours, 48),
  /** The same system worked on again within so many days or kilometres is rework (R60). */
  reworkWithinDays: v.optional(days, 30),
  reworkWithinKm: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1000),
  /**
   * Calls about open steering and brake work (R23), in working days: the first so long after delivery, the others so long
   * after the one before, and so many in all unless something is put off anew.
   */
  safetyReminders: v.optional(
    v.object({
      afterWorkDays: days,
      everyWorkDays: days,
      atMost: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24)),
    }),
    { afterWorkDays: 5, everyWorkDays: 20, atMost: 6 },
  ),
  /** The dealer's own operation codes, with `*` at the end for all that begin so, and the systems they are of. */
  operationCodes: v.optional(
    v.pipe(
      v.array(
        v.object({ code: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), system: v.picklist(systems) }),
      ),
      v.maxLength(1000),
    ),
    [],
  ),
  /** What the dealer is working on at present: customers are asked about it (R24). */
  improvementFocus: v.optional(v.picklist(focuses)),
  /** Promotions that callers may mention to customers who allowed it (R27). */
  offers: v.optional(v.pipe(v.array(OfferSchema), v.maxLength(20)), []),
  /** Generations of the webhook secret that are accepted; the newest is last. */
  secretGenerations: v.optional(v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1)), [1]),
  /** Older generations that are accepted until a moment only. */
  secretRetirements: v.optional(
    v.array(v.object({ generation: v.pipe(v.number(), v.integer()), until: InstantSchema })),
    [],
  ),
  /** What may be spent on texts in a month; then only what belongs to complaints is still sent. Any amount, if absent. */
  textBudget: v.optional(TextBudgetSchema),
  /** Whether everything happens but the sending of texts: for trying out a DMS or the staff's work. */
  sandbox: v.optional(v.boolean(), false),
  /** The phones, in E.164, that a sandbox texts all the same: those of the staff who try it out. */
  sandboxNumbers: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, such as +8613800138000'))),
      v.maxLength(20),
    ),
    [],
  ),
  /** Whether texts wait until somebody lets them go again. */
  textsPaused: v.optional(v.boolean(), false),
  /** The newest version of each text that the dealer words itself; the others are worded as built in. */
  wordings: v.optional(v.record(v.string(), v.number())),
  /** How many visits the DMS may post in a minute; more are answered 429. */
  visitsPerMinute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)), 3000),
  /** How many batches of at most 100 rows imports may post in a minute: history must not take the table from the day's work. */
  importBatchesPerMinute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6000)), 60),
});
export type DealerSettings = v.InferOutput<typeof DealerSettingsSchema>;

function isLatin(name: string): boolean {
  return /^[\u0020-\u007e]*$/.test(name);
}

/** A store of the group. */
export const DealerSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/, 'must be 2 to 40 small letters, digits and hyphens')),
  /** As customers know it; it signs every text, which must fit into one part. */
  name: v.pipe(
    v.string(),
    v.minLength(1),
    v.check(
      (name) => name.length <= (isLatin(name) ? 24 : 19),
      'must have at most 24 Latin or 19 other characters',
    ),
  ),
  locale: localeSchema,
  /**
   * The company that the store belongs to, by a name of the group's own; a company of its own if absent. Stores of one
   * company see each other's visits of a customer; those of another only with the customer's consent.
   */
  legalEntity: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,40}$/, 'must be 2 to 40 small letters, digits and hyphens')),
  ),
  /** ISO 3166-1 alpha-2, in which national phone numbers are read. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as CN')),
  /** ISO 4217. */
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code such as CNY')),
  calendar: CalendarSchema,
  settings: v.optional(DealerSettingsSchema, {}),
});
export type Dealer = v.InferOutput<typeof DealerSchema>;
export type DealerInput = v.InferInput<typeof DealerSchema>;

/** The company that a store belongs to: its own unless it names one. */
export function legalEntityOf(dealer: Pick<Dealer, 'id' | 'legalEntity'>): string {
  return dealer.legalEntity ?? dealer.id;
}
