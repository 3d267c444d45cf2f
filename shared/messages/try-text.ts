import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { localeSchema, purposes, templateNames } from '../events/text-request.ts';
import { shortText } from '../platform/formats.ts';
import { invalid } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { lookOf } from './look.ts';
import { templateOf } from './templates.ts';
import { faultsIn } from './wording-faults.ts';

/** A wording that somebody tries: for a purpose, or in place of a built-in one. */
export const TrialSchema = v.object({
  template: v.optional(v.picklist(templateNames)),
  purpose: v.optional(v.picklist(purposes), 'service'),
  locale: localeSchema,
  words: shortText(600),
  wayOut: v.optional(shortText(20)),
  customer: v.optional(shortText(100)),
});
export type Trial = v.InferOutput<typeof TrialSchema>;

/**
 * How a wording would look on a customer's phone; nothing is sent or kept. Throws a 400 problem with what is wrong with it,
 * 404 to people of other dealers.
 */
export async function tryText(table: Table, dealerId: string, trial: Trial, by: Person) {
  mustServe(by, dealerId, 'dealer');
  const dealer = await getDealer(table, dealerId);
  const { template, purpose, locale, customer, ...wording } = trial;
  const faults = faultsIn(wording, { purpose, builtIn: template && templateOf(template, locale) });
  if (faults.length > 0) throw invalid(`The text has ${faults.length} fault(s); see errors.`, faults);
  return lookOf(wording, locale, dealer, customer);
}
