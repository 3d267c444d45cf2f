import { nextWorkingMoment } from '../dealers/working-hours.ts';
import { invalid } from '../platform/problem.ts';
import type { Instant } from '../platform/time.ts';
import { goOn } from './climb.ts';
import { paused } from './clock.ts';
import type { CommandOf } from './commands.ts';
import { clockOf, type Complaint, type Decision, filedUnder } from './complaint.ts';
import { decidingLevel, inCharge, levelOf, topLevel } from './ladder.ts';
import { notNow } from './life.ts';
import { mustDecide } from './impartial.ts';
import { type Order, wordsOf } from './order.ts';
import { dropTasks, withTasks } from './tasks.ts';

/**
 * Nothing can be done before the customer has done something: the clocks stand still until they write, or until a moment
 * (tasks of our own run on). Throws 409 where it waits already, 400 for a moment that is past.
 */
export function wait(known: Complaint, { until }: CommandOf<'wait'>, at: Order): Decision {
  if (known.waitingUntil)
    throw notNow(known, `It waits for the customer already, until ${known.waitingUntil}.`);
  mustBeLater(until, at.now);
  const clocks = known.clocks.map((clock) =>
    clock.name === 'task' ? clock : paused(clock, at.dealer, at.now),
  );
  return {
    state: { ...known, waitingUntil: until, clocks },
    events: [
      {
        name: 'complaint.waiting',
        ...filedUnder(known),
        facts: { until, reason: wordsOf(at, 'reason') },
      },
    ],
  };
}

/** It need not wait any more. Throws 409 where it does not. */
export function resume(known: Complaint, _: CommandOf<'resume'>, at: Order): Decision {
  if (!known.waitingUntil) throw notNow(known, 'It does not wait for the customer.');
  return {
    state: goOn(known, at),
    events: [{ name: 'complaint.resumed', ...filedUnder(known), facts: { because: 'staff' } }],
  };
}

/**
 * More time is asked for, which the next level decides. Throws 409 where it is asked for already or where no limit runs,
 * 400 for a moment that brings none.
 */
export function requestExtension(
  known: Complaint,
  order: CommandOf<'request-extension'>,
  at: Order,
): Decision {
  if (known.extension) throw notNow(known, 'More time is asked for already.');
  const settle = clockOf(known, 'settle');
  if (!settle) throw notNow(known, 'No limit runs that could be extended.');
  mustBeLater(order.until, settle.dueAt > at.now ? settle.dueAt : at.now);
  const until = nextWorkingMoment(at.dealer.calendar, order.until);
  const above = levelOf(at.by.role) + 1;
  const level = decidingLevel(at, known, above > topLevel ? topLevel - 1 : above, at.by.id);
  const decider = inCharge(at, known, level, [at.by.id]);
  const { state, facts } = withTasks(
    known,
    [
      {
        kind: 'decide-extension',
        level: decider.level,
        ownerId: decider.assigneeId,
        minutes: at.dealer.settings.approveWithinMinutes,
      },
    ],
    at,
  );
  const [task] = facts;
  if (!task) throw new Error('the decision is no task');
  return {
    state: { ...state, extension: { until, by: at.by.id, level, taskId: task.taskId } },
    events: [
      {
        name: 'complaint.extension-requested',
        ...filedUnder(known),
        facts: { until, reason: wordsOf(at, 'reason'), decision: { level: decider.level, ...task } },
      },
    ],
  };
}

/** The next level grants more time or does not. Throws 409 where none is asked for, 403 to whoever asked or stands too low. */
export function decideExtension(
  known: Complaint,
  { granted }: CommandOf<'decide-extension'>,
  at: Order,
): Decision {
  const { extension, ...rest } = known;
  if (!extension) throw notNow(known, 'No more time is asked for.');
  mustDecide(at.by, extension);
  const state = dropTasks(rest, ['decide-extension']);
  const { until } = extension;
  return {
    state: granted ? extended(state, until, at) : state,
    events: [
      {
        name: 'complaint.extension-decided',
        ...filedUnder(known),
        facts: { granted, until, reason: wordsOf(at, 'reason') },
      },
    ],
  };
}

/** A limit that was missed already stays missed; but it climbs no further before the new one. */
function extended(known: Complaint, until: Instant, { dealer, now }: Order): Complaint {
  const clocks = known.clocks.map((clock) => {
    if (clock.name !== 'settle') return clock;
    const { leftMinutes, ...rest } = clock;
    const moved = { ...rest, dueAt: until, climbsAt: until };
    return leftMinutes === undefined ? moved : paused(moved, dealer, now);
  });
  return { ...known, clocks };
}

function mustBeLater(until: Instant, than: Instant): void {
  if (until > than) return;
  throw invalid('The command has 1 fault(s); see errors.', [
    { pointer: '/until', detail: `must be later than ${than}` },
  ]);
}
