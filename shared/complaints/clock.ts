import type { Dealer } from '../dealers/dealer.ts';
import { addWorkingTime, isWorking } from '../dealers/working-hours.ts';
import type { severities } from '../events/complaints.ts';
import { type Instant, later } from '../platform/time.ts';
import { steady } from '../staff/steady.ts';
import type { Person, Role } from '../staff/person.ts';
import type { LevelClock } from './complaint.ts';

/** Who must act at each level (R50); never an advisor, who would judge himself (R54, R87). */
const ladder: readonly Role[] = ['agent', 'customer-care-lead', 'service-director', 'general-manager'];

export const topLevel = ladder.length - 1;

/** A major complaint is at once the superior's (R52). */
export function firstLevel(severity: (typeof severities)[number]): number {
  return severity === 'major' ? 1 : 0;
}

/**
 * The clock of a level: the person who must act, and when the dealer's working time for it is up (R49). Where nobody
 * holds a level's role, the next one above is asked. At the top the clock begins again and again.
 */
export function levelClock(
  dealer: Dealer,
  roster: readonly Person[],
  about: { customer: string; severity: (typeof severities)[number]; level: number },
  from: Instant,
): LevelClock {
  const { ordinary, major } = dealer.settings.escalateAfterMinutes;
  const dueAt = addWorkingTime(dealer.calendar, from, about.severity === 'major' ? major : ordinary);
  for (let level = Math.min(about.level, topLevel); level <= topLevel; level += 1) {
    const role = ladder[level];
    const assigneeId = role && steady(roster, role, about.customer);
    if (assigneeId) return { level, assigneeId, dueAt };
  }
  return { level: topLevel, dueAt };
}

/** Whether a complaint may climb at a moment: the sweep that finds its time up may come only after closing. */
export function mayClimb(dealer: Dealer, now: Instant): boolean {
  return isWorking(dealer.calendar, now);
}

/** When the customer is asked again whether it is solved. */
export function askAgainAt(dealer: Dealer, from: Instant): Instant {
  return later(from, { hours: dealer.settings.askSolvedAgainAfterHours });
}
