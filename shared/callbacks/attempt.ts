import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import { outcomes } from '../events/callbacks.ts';
import type { Attachment } from '../events/attachment.ts';
import { type Lesson, lessons, ScriptRefSchema } from '../events/scripts.ts';
import { rfc3339, shortText } from '../platform/formats.ts';
import { notPossible } from '../platform/problem.ts';
import type { Instant } from '../platform/time.ts';
import { about, type Attempt, type Callback, close } from './callback.ts';

/** What a caller reports of a call: the outcome, the customer's words verbatim (R51), and when to call again. */
export const AttemptBodySchema = v.pipe(
  v.object({
    outcome: v.picklist(outcomes),
    words: v.optional(shortText(5000)),
    happenedAt: v.optional(rfc3339),
    callAgainAt: v.optional(rfc3339),
    script: v.optional(ScriptRefSchema),
    learnt: v.optional(v.pipe(v.array(v.picklist(lessons)), v.maxLength(lessons.length))),
  }),
  v.forward(
    v.check(
      (attempt) => attempt.outcome !== 'call-again' || attempt.callAgainAt !== undefined,
      'is missing: say when to call again',
    ),
    ['callAgainAt'],
  ),
);
export type AttemptBody = v.InferOutput<typeof AttemptBodySchema>;

const mostInVain = 5;

/**
 * What an attempt makes of a callback: reached, refused or a dead number closes it; no answer and "call again" put it
 * back on the list, until nobody answered five times. Nothing for one that is
 * recorded already. Throws a 409 problem when nobody is to call any more.
 */
export function recordAttempt(
  known: Callback,
  attempt: Attempt,
  againAt: Instant,
  attached: readonly Attachment[],
  learnt?: readonly Lesson[],
): Change<Callback> | undefined {
  if (known.attempts.some(({ request }) => request !== undefined && request === attempt.request))
    return undefined;
  if (known.status !== 'open') {
    throw notPossible(
      `This callback is ${known.status}${known.outcome ? ` (${known.outcome})` : ''}; only an open one takes attempts.`,
    );
  }
  const attempts = [...known.attempts, attempt];
  const state: Callback = { ...known, channel: 'call', attempts };
  const facts = {
    outcome: attempt.outcome,
    attempt: attempts.length,
    ...(attempt.script && { script: attempt.script }),
    ...(learnt && learnt.length > 0 && { learnt: [...new Set(learnt)] }),
  };
  const again =
    attempt.outcome === 'call-again' ||
    (attempt.outcome === 'no-answer' && unanswered(attempts) < mostInVain);
  if (again) {
    return {
      state: { ...state, dueAt: againAt },
      events: [{ name: 'callback.attempted', ...about(known), facts: { ...facts, againAt } }],
      attached,
    };
  }
  const closing = close(state, closingOf(attempt.outcome));
  return {
    state: closing.state,
    events: [{ name: 'callback.attempted', ...about(known), facts }, ...closing.events],
    attached,
  };
}

function unanswered(attempts: readonly Attempt[]): number {
  return attempts.filter(({ outcome }) => outcome === 'no-answer').length;
}

function closingOf(outcome: Attempt['outcome']) {
  return outcome === 'no-answer' || outcome === 'call-again' ? 'unreachable' : outcome;
}
