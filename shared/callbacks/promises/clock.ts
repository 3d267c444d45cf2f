import { levelClock, topLevel } from '../../complaints/clock.ts';
import type { Dealer } from '../../dealers/dealer.ts';
import type { Instant } from '../../platform/time.ts';
import { type Person, roles } from '../../staff/person.ts';
import type { Promised, PromiseClock } from './promise.ts';

/** Broken promises begin above customer service, those to important customers with the head (R61, R62). */
const firstLevels = { ordinary: 1, important: 2 } as const;

/**
 * Who must see to a promise that is broken, or still not kept: one level higher each time, by the ladder of complaints
 * and each level once, but nobody who owns it or stands below its owner. Nobody stands above the general manager: there
 * it stays.
 */
export function nextLevel(
  promised: Pick<Promised, 'state' | 'level' | 'ownerId' | 'customerId'>,
  about: { dealer: Dealer; roster: readonly Person[]; isImportant: boolean },
  now: Instant,
): PromiseClock {
  const { dealer, roster, isImportant } = about;
  const first = isImportant ? firstLevels.important : firstLevels.ordinary;
  const owner = roster.find(({ id }) => id === promised.ownerId);
  const customer = promised.customerId ?? promised.ownerId;
  let wanted = promised.state === 'open' ? first : promised.level + 1;
  for (;;) {
    const clock = levelClock(dealer, roster, { customer, severity: 'ordinary', level: wanted }, now);
    const { level, assigneeId } = clock;
    const isTop = level >= topLevel;
    if (isTop) return { level, ...(assigneeId && { assigneeId }) };
    if (standsAbove(roster, assigneeId, owner)) return clock;
    wanted = level + 1;
  }
}

function standsAbove(roster: readonly Person[], assigneeId: string | undefined, owner: Person | undefined) {
  const assignee = roster.find(({ id }) => id === assigneeId);
  if (!assignee || !owner) return true;
  return roles.indexOf(assignee.role) > roles.indexOf(owner.role);
}
