import type { departments } from '../events/complaints.ts';
import type { Role } from '../staff/person.ts';
import { without } from './clock.ts';
import { type Complaint, openTasks } from './complaint.ts';
import type { Circumstances } from './ladder.ts';
import { type NewTask, withTasks } from './tasks.ts';

type Department = (typeof departments)[number];

const workingDay = 8 * 60; // minutes

/** Who answers for each department; where nobody holds the role, the next. */
const heads: Readonly<Record<Department, readonly Role[]>> = {
  'customer-service': ['customer-care-lead', 'general-manager'],
  'front-desk': ['service-director', 'general-manager'],
  workshop: ['workshop-manager', 'service-director', 'general-manager'],
  parts: ['service-director', 'general-manager'],
  finance: ['general-manager'],
  management: ['general-manager'],
};

/** The head of a department; nobody where the dealer has none. */
export function headOf(
  department: Department,
  { roster }: Pick<Circumstances, 'roster'>,
): string | undefined {
  for (const role of heads[department]) {
    const head = roster.find((person) => person.role === role);
    if (head) return head.id;
  }
  return undefined;
}

/**
 * Has people read the words at once (R83): the person complained of, the head of the department in which the cause lies.
 * It stands in their worklist until they have read the complaint; nobody is told when they do not, since it is to learn
 * from and not to be acted on. Nobody is asked twice.
 */
export function askToRead(
  known: Complaint,
  readers: readonly string[],
  at: Circumstances,
  department?: Department,
) {
  const asked = known.tasks.flatMap(({ kind, ownerId }) => (kind === 'read-it' ? [ownerId] : []));
  const tasks: NewTask[] = readers
    .filter((ownerId) => !asked.includes(ownerId) && at.roster.some(({ id }) => id === ownerId))
    .map((ownerId) => ({ kind: 'read-it', department, ownerId, minutes: workingDay }));
  const { state, facts } = withTasks(known, tasks, at);
  const quiet = new Set(facts.map(({ taskId }) => taskId));
  const clocks = state.clocks.map((clock) => {
    if (clock.taskId === undefined || !quiet.has(clock.taskId)) return clock;
    const { climbsAt: _, ...silent } = clock;
    return silent;
  });
  return { state: { ...state, clocks }, facts };
}

/** Somebody has read the complaint: that is all that was asked of them. */
export function hasRead(known: Complaint, staffId: string): Complaint {
  const read = openTasks(known).filter(({ kind, ownerId }) => kind === 'read-it' && ownerId === staffId);
  return read.reduce<Complaint>(
    (state, { id }) => ({
      ...state,
      tasks: state.tasks.map((task) => (task.id === id ? { ...task, doneBy: staffId } : task)),
      clocks: without(state.clocks, 'task', id),
    }),
    known,
  );
}
