import type { decisions } from '../events/complaints.ts';
import type { NewEvent } from '../events/aggregate.ts';
import { addWorkingTime } from '../dealers/working-hours.ts';
import { resumed } from './clock.ts';
import {
  type Complaint,
  type Decision,
  filedUnder,
  openTasks,
  type RunningClock,
  type Task,
} from './complaint.ts';
import { type Circumstances, firstLevel, inCharge, topLevel } from './ladder.ts';
import { raisedTo } from './severity-change.ts';
import { changeTask, taskFilings } from './tasks.ts';

type Decide = (typeof decisions)[number];

/**
 * What the clock makes of a complaint: each time that is up is told to the next level, with what must be decided, up to
 * the top and once to each level (R49, R50). The complaint becomes theirs; what waits for a decision goes to whoever can
 * take it (decision 4). Nothing while no time is up, or while all wait for the customer.
 */
export function climb(known: Complaint, complaintId: string, at: Circumstances): Decision | undefined {
  if (known.waitingUntil) return undefined;
  const up = known.clocks.filter(({ climbsAt }) => climbsAt !== undefined && climbsAt <= at.now);
  let state = known;
  const events: NewEvent[] = [];
  for (const clock of up) {
    const step = tellNextLevel(state, clock, at);
    state = step.state;
    events.push(step.event);
  }
  const [first, ...others] = events;
  if (!first) return undefined;
  return { state, events: [first, ...others], attached: taskFilings(known, state, complaintId) };
}

function tellNextLevel(known: Complaint, clock: RunningClock, at: Circumstances) {
  const task = openTasks(known).find(({ id }) => id === clock.taskId);
  const { level, assigneeId } = inCharge(
    at,
    known,
    nextLevel(known, clock, task?.level),
    askers(known, task),
  );
  const climbsAt = level < topLevel ? nextTime(known, at) : undefined;
  const { climbsAt: _, ...breached } = clock;
  const told: RunningClock = { ...breached, told: level, ...(climbsAt && { climbsAt, dueAt: climbsAt }) };
  const state: Complaint = {
    ...known,
    clocks: known.clocks.map((each) => (each === clock ? told : each)),
    ...(clock.name === 'settle' && { late: true as const }),
  };
  const { name, taskId } = clock;
  const event = {
    name: 'complaint.escalated' as const,
    ...filedUnder(known),
    facts: { level, assigneeId, dueAt: climbsAt, clock: name, taskId, decide: decisionOn(name, task?.kind) },
  };
  if (task?.level !== undefined)
    return { event, state: changeTask(state, task.id, { level, ownerId: assigneeId }) };
  const isHigher = level > known.level || known.assigneeId === undefined;
  return { event, state: isHigher ? { ...state, level, assigneeId } : state };
}

/** Nobody decides on what they asked for themselves. */
function askers({ settlement, extension }: Complaint, task: Task | undefined): string[] {
  if (task?.kind === 'approve-settlement') return settlement ? [settlement.proposedBy] : [];
  return task?.kind === 'decide-extension' && extension ? [extension.by] : [];
}

/** A breach is told first above whoever it was entrusted to, or to whoever has climbed there already; then one by one. */
function nextLevel(known: Complaint, { told }: RunningClock, decidedBy: number | undefined): number {
  if (decidedBy !== undefined) return Math.min(decidedBy + 1, topLevel);
  if (told !== undefined) return Math.min(told + 1, topLevel);
  return Math.max(firstLevel(known.severity) + 1, known.level);
}

function nextTime({ severity }: Complaint, { dealer, now }: Circumstances) {
  return addWorkingTime(dealer.calendar, now, dealer.settings.escalateAfterMinutes[severity]);
}

function decisionOn(name: RunningClock['name'], kind: string | undefined): Decide {
  if (kind === 'approve-settlement') return 'approve-or-return';
  if (kind === 'decide-extension') return 'grant-or-decline';
  const decide = {
    acknowledge: 'acknowledge-by-call',
    contact: 'contact-or-hand-on',
    settle: 'settle-or-extend',
    call: 'call-the-customer',
    task: 'see-it-done',
  } as const;
  return decide[name];
}

/** The customer has had the time that was agreed: the clocks go on. Nothing while there is time. */
export function resumeWhenDue(known: Complaint, at: Circumstances): Decision | undefined {
  if (!known.waitingUntil || known.waitingUntil > at.now) return undefined;
  return {
    state: goOn(known, at),
    events: [{ name: 'complaint.resumed', ...filedUnder(known), facts: { because: 'time-is-up' } }],
  };
}

/** A complaint whose clocks go on with what was left of them; it may be that whoever had it has left since. */
export function goOn({ waitingUntil: _, ...known }: Complaint, at: Circumstances): Complaint {
  const clocks = known.clocks.map((clock) => resumed(clock, at.dealer, at.now));
  return raisedTo({ ...known, clocks }, known.level, at);
}
