import { classOf } from '../customers/class.ts';
import { findCustomer } from '../customers/customers.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { isHistory } from '../visits/visit.ts';
import { findVisit } from '../visits/visits.ts';
import { replan } from './callback.ts';
import { noteMissingHolidays } from './note-missing-holidays.ts';
import { callbackIdOf, callbacks } from './store.ts';
import { subjectOf } from './subject-of.ts';
import { planCallback } from './plan.ts';

/**
 * Plans, moves or withdraws the callback of a visit that was recorded, corrected or voided. Answers the years whose public
 * holidays the dealer's calendar lacks.
 */
export async function followVisit(
  event: AnyEvent,
  now: Instant,
  table: Table,
): Promise<{ yearsWithoutHolidays: readonly number[] }> {
  const visit = await findVisit(table, event.aggregateId);
  if (!visit) throw new Error(`the visit of ${event.id} is not there`);
  const subject = subjectOf(visit);
  const dealer = await getDealer(table, subject.dealerId);
  const plan = planCallback({ ...visit.state, isHistory: isHistory(visit.state) }, dealer, {
    customerClass: classOf(await findCustomer(table, subject.customerId)),
  });
  await callbacks(table).change(callbackIdOf(visit.id), following(event, now), (known) =>
    replan(known, subject, plan),
  );
  return { yearsWithoutHolidays: await noteMissingHolidays(dealer, event, now, table) };
}
