import type { Customer } from '../customers/customer.ts';
import { classOf } from '../customers/class.ts';
import type { Dealer } from '../dealers/dealer.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { isHistory } from '../visits/visit.ts';
import { findVisit } from '../visits/visits.ts';
import type { Callback } from './callback.ts';
import { type Asking, planCallback } from './plan.ts';

/**
 * How a customer is asked who is of another class than when the callback was planned: their class is judged anew when it
 * opens, since they may have become important after the visit was told, or their file was not there yet. Nothing
 * where the class is the same.
 */
export async function judgeAnew(
  table: Table,
  callback: Callback,
  { customer, dealer, now }: { customer: Customer | undefined; dealer: Dealer; now: Instant },
): Promise<Asking | undefined> {
  const customerClass = classOf(customer);
  if (!callback.visitId || callback.because?.class === customerClass) return undefined;
  const visit = (await findVisit(table, callback.visitId))?.state;
  if (!visit) return undefined;
  const facts = { ...visit, isHistory: isHistory(visit) };
  const plan = planCallback(facts, dealer, { customerClass, notBefore: now });
  return plan.kind === 'ask' ? plan : undefined;
}
