import type { Attachment } from '../events/attachment.ts';
import { invalid } from '../platform/problem.ts';
import type { CommandOf } from './commands.ts';
import { withClock, without } from './clock.ts';
import { type Complaint, type Decision, filedUnder, handled, openTasks, textFor } from './complaint.ts';
import { taskWords } from './commands.ts';
import { approvalLevel, decidingLevel, inCharge } from './ladder.ts';
import { notNow } from './life.ts';
import { type Order, wordsOf } from './order.ts';
import { callClock, questioned } from './question.ts';
import { mustDecide, mustOwn } from './impartial.ts';
import { settlementKey } from './settlement-wording.ts';
import { changeTask, dropTasks, type NewTask, withTasks } from './tasks.ts';

/**
 * Step 3 (R45): a settlement is proposed and waits for the approval of the level that its money asks for; that has a clock
 * of its own, which climbs by itself (R46, decision 4). Throws a 400 problem for tasks of people who do not work here or are
 * complained of.
 */
export function settle(known: Complaint, order: CommandOf<'settle'>, at: Order): Decision {
  mustBeOwners(known, order, at);
  const { goods, money = 0, apology } = order.options[order.chosen] ?? {};
  const fault = known.fault ?? 'none';
  const wanted = approvalLevel(at.dealer, at.by.role, money);
  const level = decidingLevel(at, known, wanted, at.by.id);
  const approver = inCharge(at, known, level, [at.by.id]);
  const approval: NewTask = {
    kind: 'approve-settlement',
    level: approver.level,
    ownerId: approver.assigneeId,
    minutes: at.dealer.settings.approveWithinMinutes,
  };
  const planned = order.tasks.map(({ department, ownerId, withinHours }, index) => ({
    department,
    ownerId,
    withinHours,
    what: wordsOf(at, taskWords(index)),
  }));
  const settlement = { key: at.key, proposedBy: at.by.id, fault, money, level, planned };
  const negotiated: Complaint = { ...handled(known, at.by.id), state: 'negotiated', settlement };
  const { state, facts } = withTasks(negotiated, [approval], at);
  const [task] = facts;
  if (!task) throw new Error('the approval is no task');
  const wording: Attachment = {
    sk: settlementKey(at.key),
    content: { settlement: { ...order } },
    proven: true,
  };
  return {
    state,
    events: [
      {
        name: 'complaint.settlement-proposed',
        ...filedUnder(known),
        facts: {
          fault,
          money,
          currency: at.dealer.currency,
          goods: goods !== undefined,
          apology: apology !== undefined,
          reasons: wordsOf(at, 'reasons'),
          approval: { level: approver.level, ...task },
        },
      },
    ],
    attached: [wording],
  };
}

/**
 * Step 4 (R46, R47): the leader agrees. Only now is the customer told, and the departments have their tasks. Throws a 403
 * problem to whoever proposed it or stands too low for its money.
 */
export function approve(known: Complaint, _: CommandOf<'approve'>, at: Order): Decision {
  const { settlement } = known;
  if (!settlement) throw notNow(known, 'There is no settlement to approve.');
  mustDecide(at.by, { by: settlement.proposedBy, level: settlement.level });
  const tasks = settlement.planned.map(({ withinHours, ...task }): NewTask => ({
    ...task,
    kind: 'carry-out',
    minutes: withinHours * 60,
  }));
  const approved: Complaint = {
    ...dropTasks(known, ['approve-settlement']),
    state: tasks.length > 0 ? 'approved' : 'carried-out',
    settlement: { ...settlement, approvedBy: at.by.id },
  };
  const { state, facts } = withTasks(approved, tasks, at);
  const filed = filedUnder(known);
  const done = tasks.length === 0 ? [{ name: 'complaint.carried-out' as const, ...filed, facts: {} }] : [];
  return {
    state,
    events: [
      {
        name: 'complaint.settlement-approved',
        ...filed,
        facts: { tasks: facts },
        text: textFor(known, at.complaintId, 'complaint.settled', 'words'),
      },
      ...done,
    ],
  };
}

/** The leader does not agree: it goes back to whoever negotiates. Throws a 403 problem to whoever proposed it. */
export function returnSettlement(known: Complaint, _: CommandOf<'return'>, at: Order): Decision {
  const { settlement } = known;
  if (settlement) mustDecide(at.by, { by: settlement.proposedBy, level: settlement.level });
  const { settlement: __, ...rest } = dropTasks(known, ['approve-settlement']);
  return {
    state: { ...rest, state: 'analysed' },
    events: [
      {
        name: 'complaint.settlement-returned',
        ...filedUnder(known),
        facts: { reason: wordsOf(at, 'reason') },
      },
    ],
  };
}

/**
 * Somebody did what they had to; after the last task of an approved settlement it is carried out (R47). Throws 409 for a
 * task that is not to be done, 403 to those whose it is not and who are no superiors.
 */
export function completeTask(known: Complaint, order: CommandOf<'complete-task'>, at: Order): Decision {
  const task = openTasks(known).find(({ id }) => id === order.taskId);
  if (!task || task.level !== undefined) {
    const open = openTasks(known).filter(({ level }) => level === undefined);
    throw notNow(
      known,
      `Of its tasks these are to be completed: ${open.map(({ id }) => id).join(', ') || 'none'}.`,
    );
  }
  mustOwn(at.by, task.ownerId);
  const clock = known.clocks.find(({ taskId }) => taskId === task.id);
  const outcome = wordsOf(at, 'outcome');
  const done = changeTask(known, task.id, { doneBy: at.by.id, outcome });
  const worked = task.kind === 'carry-out' ? handled(done, at.by.id) : done;
  const state: Complaint = { ...worked, clocks: without(done.clocks, 'task', task.id) };
  const isLast = known.state === 'approved' && !openTasks(state).some(({ kind }) => kind === 'carry-out');
  const filed = filedUnder(known);
  const facts = { taskId: task.id, kind: task.kind, inTime: clock?.told === undefined, outcome };
  return {
    state: isLast ? { ...state, state: 'carried-out' } : state,
    events: [
      { name: 'complaint.task-completed', ...filed, facts },
      ...(isLast ? [{ name: 'complaint.carried-out' as const, ...filed, facts: {} }] : []),
    ],
  };
}

/**
 * What the customer wants is refused, with reasons and with what there is instead (R45). The customer is told that a
 * person calls, and the complaint stays open until they say that it is settled so.
 */
export function refuse(known: Complaint, _: CommandOf<'refuse'>, at: Order): Decision {
  const dropped = dropTasks(known, ['approve-settlement', 'decide-extension']);
  const { settlement: __, extension: ___, waitingUntil: ____, ...rest } = handled(dropped, at.by.id);
  const charge = inCharge(at, known, known.level, [at.by.id]);
  const call = callClock(known, at);
  const tasks = rest.clocks.filter(({ name }) => name === 'task');
  return {
    state: {
      ...rest,
      ...charge,
      state: 'refused',
      clocks: withClock([...tasks, ...questioned(known, at).clocks], call),
    },
    events: [
      {
        name: 'complaint.refused',
        ...filedUnder(known),
        facts: {
          reasons: wordsOf(at, 'reasons'),
          alternatives: wordsOf(at, 'alternatives'),
          ...charge,
          dueAt: call.dueAt,
        },
        text: textFor(known, at.complaintId, 'complaint.refused', 'words'),
      },
    ],
  };
}

function mustBeOwners(known: Complaint, { tasks }: CommandOf<'settle'>, { roster }: Order): void {
  const errors = tasks.flatMap(({ ownerId }, index) => {
    const pointer = `/tasks/${index}/ownerId`;
    if (known.about.includes(ownerId)) return [{ pointer, detail: 'is complained of and stays out of it' }];
    const works = roster.some(({ id }) => id === ownerId);
    return works ? [] : [{ pointer, detail: 'names nobody who works at this dealer' }];
  });
  if (errors.length > 0) throw invalid(`The command has ${errors.length} fault(s); see errors.`, errors);
}
