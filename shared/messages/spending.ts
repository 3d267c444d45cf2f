import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import { partsOf } from '../dealers/text-budget.ts';
import { recordOnce } from '../events/aggregate.ts';
import { eventId } from '../events/envelope.ts';
import { findEvent } from '../events/history.ts';
import type { Occasion } from '../events/occasion.ts';
import type { TextRequest } from '../events/text-request.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, localDate } from '../platform/time.ts';

const monthItem = v.object({ n: v.number() });

/** Whether a text waits for no budget: what belongs to a complaint, and the answer to an opt-out. */
export function isBeyondBudgets({ conversation, template }: TextRequest): boolean {
  return conversation?.kind === 'complaint' || template === 'opt-out.confirmed';
}

/** How many parts a dealer has sent this month, and how many it may; nothing where it has set no budget. */
export async function spendingOf(table: Table, dealer: Dealer, now: Instant) {
  const { textBudget } = dealer.settings;
  if (!textBudget) return undefined;
  const item = await table.get(...monthOf(dealer, now));
  return { spent: item ? v.parse(monthItem, item).n : 0, limit: partsOf(textBudget).limit };
}

/** Which bound of the budget a text was the first to reach. */
export type BudgetReached = 'warned' | 'spent';

/**
 * Counts what left, and records once for each month that the budget is nearly or wholly spent. A process that is killed
 * before it counts leaves its text uncounted.
 */
export async function countSpending(
  table: Table,
  dealer: Dealer,
  parts: number,
  occasion: Occasion,
): Promise<BudgetReached | undefined> {
  const { textBudget } = dealer.settings;
  const [pk, sk] = monthOf(dealer, occasion.now);
  const spent = await table.add(parts, pk, sk);
  if (!textBudget) return undefined;
  const { limit, warnAt } = partsOf(textBudget);
  const reached = spent >= limit ? 'spent' : spent >= warnAt ? 'warned' : undefined;
  if (!reached) return undefined;
  const id = idOf('budget', dealer.id, sk, reached);
  if (await findEvent(table, eventId(id, 1))) return undefined;
  const facts = { month: sk, parts: spent, limit };
  const name = reached === 'spent' ? 'texting.budget-spent' : 'texting.budget-warned';
  const isFirst = await recordOnce(table, id, occasion, {
    event: { name, dealerId: dealer.id, facts },
    attached: [],
  });
  return isFirst ? reached : undefined;
}

/** The month on the store's wall, `2026-03`. */
function monthOf(dealer: Dealer, now: Instant): [pk: string, sk: string] {
  return [`texts_${dealer.id}`, localDate(now, dealer.calendar.zone).slice(0, 7)];
}
