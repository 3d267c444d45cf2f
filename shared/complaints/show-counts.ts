import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { eventsOfMonth } from '../dealers/month-events.ts';
import { MonthSchema } from '../events/ledger.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import { planners } from '../staff/set-absences.ts';
import { type ComplaintCounts, type Counted, countComplaints, type ImprovementPoint } from './count.ts';
import { type Improvement, standingOf } from './improvement.ts';
import { findImprovement } from './improvements.ts';

export const CountsQuerySchema = v.object({ month: MonthSchema });

/**
 * The complaints of a month by category, department, system and person, with what came back as points to improve (R83, R86),
 * for the heads of a dealer's people. Throws problems: 404 for another dealer, 403 to everybody else.
 */
export async function showCounts(
  table: Table,
  dealerId: string,
  month: string,
  { by, now }: { by: Person; now: Instant },
): Promise<Omit<ComplaintCounts, 'improve'> & { improve: FollowedPoint[]; asOf: Instant }> {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, planners, 'see the counts of complaints');
  const dealer = await getDealer(table, dealerId);
  const { withinDays } = dealer.settings.improveAfter;
  const { events, upTo: asOf, end } = await eventsOfMonth(table, dealer, month, now, withinDays);
  const roster = await rosterOf(table, dealerId);
  const counts = countComplaints(events, { month, dealer, roster, upTo: end < asOf ? end : asOf });
  const openedAt = new Map(
    events
      .filter(({ name }) => name === 'complaint.opened')
      .map(({ aggregateId, recordedAt }) => [aggregateId, recordedAt] as const),
  );
  const followed = await Promise.all(
    counts.improve.map(async (point): Promise<FollowedPoint> => {
      const known = await findImprovement(table, dealerId, point);
      const standing = standingOf(known, point, openedAt, dealer.settings.improveAfter.times);
      return { ...point, ...known, ownerId: known?.ownerId ?? point.ownerId, ...standing };
    }),
  );
  return { ...counts, improve: followed, asOf };
}

/** A point to improve with what has become of it. */
type FollowedPoint = ImprovementPoint & {
  readonly state: Improvement['state'];
  /** The complaints that came since. */
  readonly since?: Counted;
  readonly measure?: string | undefined;
  readonly said?: string | undefined;
  readonly by?: string;
  readonly at?: Instant;
};
