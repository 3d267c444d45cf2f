import { keptPromises } from '../../callbacks/form/kept.ts';
import type { VisitDetails } from '../../visits/visit.ts';
import type { Condition } from './question.ts';

/** Which conditions a visit meets; none where it is not known any more. */
export function conditionsOf(
  details: Pick<VisitDetails, 'repairOrder' | 'totals' | 'items'> | undefined,
): Condition[] {
  if (!details) return [];
  const { minutesLate = 0, costMore = '0', actual = '0' } = keptPromises(details, '');
  const met: Readonly<Record<Condition, boolean>> = {
    late: minutesLate > 15,
    'deferred-work': details.items.some(({ outcome }) => outcome === 'deferred'),
    'cost-more': Number(costMore) > 0,
    paid: Number(actual) > 0,
  };
  const all: readonly Condition[] = ['late', 'deferred-work', 'cost-more', 'paid'];
  return all.filter((each) => met[each]);
}
