import type { ComplaintAlarmed } from '../events/complaints.ts';
import type { Attachment } from '../events/attachment.ts';
import type * as v from 'valibot';
import { startClock } from './clock.ts';
import { type Complaint, openTasks, type Task } from './complaint.ts';
import { type Circumstances, inCharge } from './ladder.ts';

type TaskFact = v.InferOutput<typeof ComplaintAlarmed>['facts']['tasks'][number];

/** A task before it has an id and a clock. */
export type NewTask = Omit<Task, 'id'> & { readonly minutes: number };

/** A complaint with further tasks, each with its clock, and what an event says of them. */
export function withTasks(
  known: Complaint,
  tasks: readonly NewTask[],
  at: Circumstances,
): { state: Complaint; facts: TaskFact[] } {
  let state = known;
  const facts: TaskFact[] = [];
  for (const { minutes, ...rest } of tasks) {
    const task: Task = { id: String(state.tasks.length + 1), ...rest };
    const clock = startClock('task', at, minutes, task.id);
    state = { ...state, tasks: [...state.tasks, task], clocks: [...state.clocks, clock] };
    const { id: taskId, kind, department, ownerId } = task;
    facts.push({ taskId, kind, department, ownerId, dueAt: clock.dueAt });
  }
  return { state, facts };
}

const hour = 60;

/**
 * What a major complaint asks for at once (R52, R53): the superior calls, the vehicle is secured, the top is told and
 * considers a visit of apology. Each is in somebody's worklist; nobody who is complained of gets any.
 */
export function emergency(known: Complaint, at: Circumstances): NewTask[] {
  const ownerAt = (level: number) => inCharge(at, known, level).assigneeId;
  const workshop = at.roster.find(
    ({ role, id }) => role === 'workshop-manager' && !known.about.includes(id),
  )?.id;
  return [
    { kind: 'call-at-once', ownerId: ownerAt(1), minutes: at.dealer.settings.contactWithinMinutes.major },
    { kind: 'secure-vehicle', department: 'workshop', ownerId: workshop ?? ownerAt(2), minutes: 2 * hour },
    { kind: 'inform-top', department: 'management', ownerId: ownerAt(3), minutes: 2 * hour },
    { kind: 'consider-home-visit', department: 'management', ownerId: ownerAt(2), minutes: 8 * hour },
  ];
}

/** A complaint in which some tasks are changed by id. */
export function changeTask(known: Complaint, taskId: string, change: Partial<Task>): Complaint {
  return { ...known, tasks: known.tasks.map((task) => (task.id === taskId ? { ...task, ...change } : task)) };
}

/** A complaint of which the tasks that nobody has done are no longer to be done, of some kinds or of all. */
export function dropTasks(known: Complaint, kinds?: readonly Task['kind'][]): Complaint {
  const gone = openTasks(known).filter(({ kind }) => kinds?.includes(kind) ?? true);
  const ids = gone.map(({ id }) => id);
  return {
    ...known,
    tasks: known.tasks.map((task) => (ids.includes(task.id) ? { ...task, dropped: true } : task)),
    clocks: known.clocks.filter(({ taskId }) => taskId === undefined || !ids.includes(taskId)),
  };
}

/** How a task is filed: an item beside the complaint, in its owner's worklist while it is to be done. */
export function taskFilings(
  before: Complaint | undefined,
  after: Complaint,
  complaintId: string,
): Attachment[] {
  const filedBefore = new Map(
    before?.tasks.map(({ id }) => [id, JSON.stringify(filing(before, complaintId, id))]),
  );
  return after.tasks.flatMap(({ id }) => {
    const content = filing(after, complaintId, id);
    return filedBefore.get(id) === JSON.stringify(content) ? [] : [{ sk: `TASK#${id}`, content }];
  });
}

function filing(known: Complaint, complaintId: string, taskId: string): Attachment['content'] {
  const task = openTasks(known).find(({ id }) => id === taskId);
  const clock = known.clocks.find((each) => each.taskId === taskId);
  if (!task?.ownerId || !clock) return { task: taskId };
  return { task: taskId, worklistKey: task.ownerId, worklistAt: `${clock.dueAt}#${complaintId}#${taskId}` };
}
