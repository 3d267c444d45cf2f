import type { NewEvent } from '../events/aggregate.ts';
import type { Severity } from '../events/complaints.ts';
import { clockOf, type Complaint, filedUnder } from './complaint.ts';
import { settleClock, withClock } from './clock.ts';
import { type Circumstances, firstLevel, inCharge } from './ladder.ts';
import { emergency, withTasks } from './tasks.ts';

/**
 * A complaint of another severity: its limit is that of the severity, from its receipt on, unless it is late already. One
 * that becomes major is the superior's at once, and the emergency plan begins (R52, R53).
 */
export function withSeverity(
  known: Complaint,
  severity: Severity,
  at: Circumstances,
): { state: Complaint; events: NewEvent[] } {
  if (severity === known.severity) return { state: known, events: [] };
  const graded: Complaint = { ...known, severity };
  const settle = clockOf(known, 'settle');
  const isRunning = settle?.climbsAt !== undefined && settle.told === undefined;
  const timed = isRunning ? { ...graded, clocks: withClock(graded.clocks, settleClock(at, graded)) } : graded;
  if (severity !== 'major') return { state: timed, events: [] };
  const raised = raisedTo(timed, firstLevel(severity), at);
  const { state, facts } = withTasks(raised, emergency(raised, at), at);
  return { state, events: [{ name: 'complaint.alarmed', ...filedUnder(known), facts: { tasks: facts } }] };
}

/** A complaint that is at least at a level, in the hands of somebody who works here and is not complained of (R54). */
export function raisedTo(known: Complaint, level: number, at: Circumstances): Complaint {
  const works = at.roster.some(({ id }) => id === known.assigneeId && !known.about.includes(id));
  const isFit = known.level >= level && works;
  return isFit ? known : { ...known, ...inCharge(at, known, Math.max(known.level, level)) };
}
