import * as v from 'valibot';
import { getDealer } from '../../dealers/dealers.ts';
import { eventsOfMonth } from '../../dealers/month-events.ts';
import { MonthSchema } from '../../events/ledger.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustBe, mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import { planners } from '../../staff/set-absences.ts';
import { type Figures, takeFigures } from './take-figures.ts';

export const FiguresQuerySchema = v.object({ month: MonthSchema });

/**
 * How satisfied the customers of a month's visits are, for the heads of a dealer's people. Throws problems: 404 for another
 * dealer, 403 to everybody else.
 */
export async function showFigures(
  table: Table,
  dealerId: string,
  month: string,
  { by, now }: { by: Person; now: Instant },
): Promise<Figures & { asOf: Instant }> {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, planners, 'see how satisfied customers are');
  const dealer = await getDealer(table, dealerId);
  const { events, upTo } = await eventsOfMonth(table, dealer, month, now);
  return { ...takeFigures(events, { month, zone: dealer.calendar.zone }), asOf: upTo };
}
