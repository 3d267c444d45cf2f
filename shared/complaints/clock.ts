import type { Dealer } from '../dealers/dealer.ts';
import {
  addWorkingDays,
  addWorkingTime,
  isWorking,
  workingMinutesBetween,
} from '../dealers/working-hours.ts';
import { type Instant, later } from '../platform/time.ts';
import { type Complaint, clockOf, type RunningClock } from './complaint.ts';
import { finished } from './life.ts';

type Known = Pick<Complaint, 'severity' | 'receivedAt'>;

/** A clock that begins now and is up after some minutes of the dealer's working time (R49). */
export function startClock(
  name: RunningClock['name'],
  { dealer, now }: { dealer: Dealer; now: Instant },
  minutes: number,
  taskId?: string,
): RunningClock {
  const dueAt = addWorkingTime(dealer.calendar, now, minutes);
  return { name, dueAt, climbsAt: dueAt, ...(taskId !== undefined && { taskId }) };
}

/** The clock within which a person must speak with whoever complained. */
export function contactClock(
  at: { dealer: Dealer; now: Instant },
  severity: Known['severity'],
): RunningClock {
  return startClock('contact', at, at.dealer.settings.contactWithinMinutes[severity]);
}

/** The clock within which a complaint must be settled: working days by severity, from its receipt on. */
export function settleClock({ dealer, now }: { dealer: Dealer; now: Instant }, known: Known): RunningClock {
  const days = dealer.settings.settleWithinDays[known.severity];
  const dueAt = addWorkingDays(dealer.calendar, known.receivedAt ?? now, days);
  return { name: 'settle', dueAt, climbsAt: dueAt };
}

/** Clocks with one that begins in place of the one of its name. */
export function withClock(clocks: readonly RunningClock[], clock: RunningClock): RunningClock[] {
  return [...without(clocks, clock.name, clock.taskId), clock];
}

/** Clocks without those of a name; of a task, where one is named. */
export function without(
  clocks: readonly RunningClock[],
  name: RunningClock['name'],
  taskId?: string,
): RunningClock[] {
  return clocks.filter((clock) => clock.name !== name || (taskId !== undefined && clock.taskId !== taskId));
}

/** A clock that stands still from now on, with what is left of it. */
export function paused(clock: RunningClock, dealer: Dealer, now: Instant): RunningClock {
  if (!clock.climbsAt) return clock;
  const { climbsAt, ...rest } = clock;
  return { ...rest, leftMinutes: workingMinutesBetween(dealer.calendar, now, climbsAt) };
}

/** A clock that goes on with what was left of it. */
export function resumed(clock: RunningClock, dealer: Dealer, now: Instant): RunningClock {
  if (clock.leftMinutes === undefined) return clock;
  const { leftMinutes, ...rest } = clock;
  const climbsAt = addWorkingTime(dealer.calendar, now, leftMinutes);
  return { ...rest, climbsAt, dueAt: rest.told === undefined ? climbsAt : rest.dueAt };
}

/** When something is to be done next about a complaint by the clock: its earliest one. */
export function nextDue({ state, clocks, askAgainAt, waitingUntil }: Complaint): Instant | undefined {
  if (finished.includes(state)) return undefined;
  const times = [askAgainAt, waitingUntil, ...clocks.map(({ climbsAt }) => climbsAt)];
  return times.filter((time) => time !== undefined).toSorted()[0];
}

/** Until when the person in charge must act, late or not: the earliest of the complaint's own clocks. */
export function actBy({ clocks }: Complaint): Instant | undefined {
  const own = clocks.filter(({ name, leftMinutes }) => name !== 'task' && leftMinutes === undefined);
  return own.map(({ climbsAt, dueAt }) => climbsAt ?? dueAt).toSorted()[0];
}

/** Whether it was settled within its limit; unknown where no limit was measured. */
export function inTime(known: Complaint): boolean | undefined {
  if (known.late) return false;
  return clockOf(known, 'settle') ? true : undefined;
}

/** Whether a complaint may climb at a moment: the sweep that finds its time up may come only after closing. */
export function mayClimb(dealer: Dealer, now: Instant): boolean {
  return isWorking(dealer.calendar, now);
}

/** When the customer is asked again whether it is solved. */
export function askAgainAt(dealer: Dealer, from: Instant): Instant {
  return later(from, { hours: dealer.settings.askSolvedAgainAfterHours });
}
