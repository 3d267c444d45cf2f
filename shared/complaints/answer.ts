import type { CommandOf } from './commands.ts';
import { type Complaint, type Decision, filedUnder } from './complaint.ts';
import { mustNotHaveHandled } from './impartial.ts';
import { notNow } from './life.ts';
import { type Order, wordsOf } from './order.ts';
import { close, ended, reopen } from './question.ts';

/**
 * The customer said on the telephone whether it is solved: their words close or reopen the complaint as a text would, and
 * who heard them is recorded (R48, R51). Throws 403 to whoever handled it.
 */
export function recordAnswer(known: Complaint, { solved }: CommandOf<'record-answer'>, at: Order): Decision {
  mustNotHaveHandled(at.by, known);
  const answer = { words: wordsOf(at, 'answer'), heardBy: at.by.id };
  const heard: Complaint = { ...known, words: [...known.words, answer.words] };
  return solved ? close(heard, at.complaintId, answer) : reopen(heard, at.complaintId, answer, at);
}

/**
 * Closes a complaint without the customer's word: the first of two approvers says why, another one agrees and says why
 * too (decision 7). Throws 409 to the first one's second approval.
 */
export function forceClose(known: Complaint, _: CommandOf<'force-close'>, at: Order): Decision {
  const { forced } = known;
  const reason = wordsOf(at, 'reason');
  const filed = filedUnder(known);
  if (!forced) {
    return {
      state: { ...known, forced: { by: at.by.id, reason } },
      events: [{ name: 'complaint.force-close-approved', ...filed, facts: { reason } }],
    };
  }
  if (forced.by === at.by.id) throw notNow(known, 'You approved this already; another approver must agree.');
  return {
    state: { ...ended(known), state: 'force-closed' },
    events: [
      {
        name: 'complaint.force-closed',
        ...filed,
        facts: { reasons: [forced.reason, reason], approverIds: [forced.by, at.by.id] },
      },
    ],
  };
}
