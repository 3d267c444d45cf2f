import type { Circumstances } from './ladder.ts';
import { inCharge } from './ladder.ts';
import type { WordsRef } from '../events/words.ts';
import {
  actBy,
  askAgainAt,
  contactClock,
  inTime,
  paused,
  resumed,
  settleClock,
  startClock,
  without,
  withClock,
} from './clock.ts';
import type { CommandOf } from './commands.ts';
import {
  clockOf,
  type Complaint,
  type Decision,
  filedUnder,
  handled,
  openTasks,
  textFor,
} from './complaint.ts';
import { notNow } from './life.ts';
import { type Order, wordsOf } from './order.ts';
import { dropTasks } from './tasks.ts';

const mostAsked = 3;

/**
 * Staff say that it is solved; the customer is asked whether it is (R48), and the time until their answer is not the
 * dealer's. Throws a 409 problem while somebody still has a task.
 */
export function proposeSolution(known: Complaint, order: CommandOf<'propose-solution'>, at: Order): Decision {
  const left = openTasks(known);
  if (left.length > 0) {
    const tasks = left.map(({ id, kind, ownerId }) => `${id} (${kind}, ${ownerId ?? 'nobody'})`).join(', ');
    throw notNow(known, `Before ${order.command} these tasks are to be completed: ${tasks}.`);
  }
  const resolution = wordsOf(at, 'resolution');
  const again = askAgainAt(at.dealer, at.now);
  const { waitingUntil: _, ...rest } = handled(known, at.by.id);
  return {
    state: {
      ...rest,
      ...questioned(known, at),
      state: 'solution-proposed',
      resolutions: [...known.resolutions, resolution],
      timesAsked: 1,
      askAgainAt: again,
    },
    events: [
      {
        name: 'complaint.solution-proposed',
        ...filedUnder(known),
        facts: { resolution, askAgainAt: again },
        text: textFor(known, at.complaintId, 'complaint.solved?', 'yes-no'),
      },
    ],
  };
}

/** Of the clocks only the limit is kept, and stands still: the customer has the word. */
export function questioned(known: Complaint, { dealer, now }: Circumstances): Pick<Complaint, 'clocks'> {
  const settle = clockOf(known, 'settle');
  return { clocks: settle ? [paused(settle, dealer, now)] : [] };
}

/** The time to answer is up: the customer is asked again, twice at most, then a person asks. Nothing if it is not due. */
export function askAgainAfterSilence(
  known: Complaint,
  complaintId: string,
  at: Circumstances,
): Decision | undefined {
  if (known.state !== 'solution-proposed' || !known.askAgainAt || known.askAgainAt > at.now) return undefined;
  return askAgain(known, complaintId, 'silent', at);
}

/** An unclear answer is asked about once more, silence twice; then a person asks. */
export function askAgain(
  known: Complaint,
  complaintId: string,
  reason: 'silent' | 'unclear',
  at: Circumstances,
): Decision | undefined {
  if (known.timesAsked >= mostAsked) return handOver(known, reason, at);
  const asked = reason === 'unclear' ? Math.max(known.timesAsked, mostAsked - 1) : known.timesAsked;
  const again = askAgainAt(at.dealer, at.now);
  return {
    state: { ...known, timesAsked: asked + 1, askAgainAt: again },
    events: [
      {
        name: 'complaint.asked-again',
        ...filedUnder(known),
        facts: { reason, askAgainAt: again },
        text: textFor(known, complaintId, 'complaint.solved-again?', 'yes-no'),
      },
    ],
  };
}

/**
 * The question cannot be put by text, or brought no clear answer: a person calls, one whose work is not in question
 * where there is any. Nothing if nobody is asked by text.
 */
export function handOver(
  known: Complaint,
  reason: 'silent' | 'unclear' | 'not-sent',
  at: Circumstances,
): Decision | undefined {
  if (known.state !== 'solution-proposed' || !known.askAgainAt) return undefined;
  const { askAgainAt: _, ...rest } = known;
  const call = callClock(known, at);
  const charge = inCharge(at, known, known.level, known.handledBy);
  return {
    state: { ...rest, ...charge, clocks: withClock(known.clocks, call) },
    events: [
      { name: 'complaint.handed', ...filedUnder(known), facts: { reason, ...charge, dueAt: call.dueAt } },
    ],
  };
}

/** The customer could not be told by text that the complaint has arrived: a person says so. Nothing once one has. */
export function missAcknowledgement(known: Complaint, at: Circumstances): Decision | undefined {
  if (known.state !== 'received' || clockOf(known, 'acknowledge')) return undefined;
  const clock = startClock('acknowledge', at, at.dealer.settings.acknowledgeWithinMinutes);
  const { level, assigneeId } = known;
  return {
    state: { ...known, clocks: withClock(known.clocks, clock) },
    events: [
      {
        name: 'complaint.unacknowledged',
        ...filedUnder(known),
        facts: { level, assigneeId, dueAt: clock.dueAt },
      },
    ],
  };
}

/** The time within which a person must call the customer. */
export function callClock({ severity }: Complaint, at: Circumstances) {
  return startClock('call', at, at.dealer.settings.escalateAfterMinutes[severity]);
}

/** The customer says that it is solved, in a text or to somebody. */
export function close(
  known: Complaint,
  complaintId: string,
  answer: { words: WordsRef; heardBy?: string },
): Decision {
  const closedInTime = inTime(known);
  return {
    state: { ...ended(known), state: 'closed' },
    events: [
      {
        name: 'complaint.closed',
        ...filedUnder(known),
        facts: {
          ...answer,
          firstAttempt: known.timesReopened === 0,
          ...(closedInTime !== undefined && { closedInTime }),
        },
        text: textFor(known, complaintId, 'complaint.closed'),
      },
    ],
  };
}

/** A complaint of which nothing is left to do. */
export function ended(known: Complaint): Complaint {
  const { askAgainAt: _, waitingUntil: __, extension: ___, forced: ____, ...rest } = dropTasks(known);
  return { ...rest, clocks: [] };
}

/**
 * The customer says that it is not solved: somebody must speak with them again, and what was left of the limit runs on.
 * One that was closed has a limit of its own again.
 */
export function reopen(
  known: Complaint,
  complaintId: string,
  answer: { words: WordsRef; heardBy?: string },
  at: Circumstances,
): Decision {
  const { askAgainAt: _, forced: __, ...rest } = known;
  const settle = clockOf(known, 'settle');
  const limit = settle
    ? resumed(settle, at.dealer, at.now)
    : settleClock(at, { severity: known.severity, receivedAt: at.now });
  const contact = contactClock(at, known.severity);
  const tasks = without(known.clocks, 'settle').filter(({ name }) => name === 'task');
  const state: Complaint = {
    ...rest,
    ...inCharge(at, known, known.level),
    state: 'reopened',
    clocks: [...tasks, contact, limit],
    timesAsked: 0,
    timesReopened: known.timesReopened + 1,
  };
  const { level, assigneeId } = state;
  return {
    state,
    events: [
      {
        name: 'complaint.reopened',
        ...filedUnder(known),
        facts: { ...answer, level, assigneeId, dueAt: actBy(state) },
        text: textFor(known, complaintId, 'complaint.reopened', 'words'),
      },
    ],
  };
}
