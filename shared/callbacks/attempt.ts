import * as v from 'valibot';
import type { Calendar } from '../dealers/calendar.ts';
import type { Change, FactsOf } from '../events/aggregate.ts';
import { deferredAnswers, outcomes, scores, verifications } from '../events/callbacks.ts';
import type { Attachment } from '../events/attachment.ts';
import { type Lesson, lessons, ScriptRefSchema } from '../events/scripts.ts';
import type { TextRequest } from '../events/text-request.ts';
import { rfc3339, shortText } from '../platform/formats.ts';
import { notPossible } from '../platform/problem.ts';
import type { Instant } from '../platform/time.ts';
import { about, type Attempt, type Callback, close } from './callback.ts';
import { BookingBodySchema } from './bookings/booking.ts';
import { rungAfter } from './ladder.ts';
import { PromisedSchema } from './promises/promised.ts';

/** The most characters of a customer's words that a text can repeat: some four parts of Chinese. */
const longestQuote = 200;

const spokenWith: readonly (typeof outcomes)[number][] = ['reached', 'refused', 'call-again'];

/** What the customer says is to become of one open item of the vehicle that is safety-relevant (R23). */
const DeferredBodySchema = v.pipe(
  v.object({
    visitId: v.string(),
    item: v.pipe(v.number(), v.integer(), v.minValue(0)),
    answer: v.picklist(deferredAnswers),
    againAt: v.optional(rfc3339),
  }),
  v.forward(
    v.check(
      ({ answer, againAt }) => (answer === 'ask-again') === (againAt !== undefined),
      'is wanted with `ask-again`, and only there',
    ),
    ['againAt'],
  ),
);

/**
 * What a caller reports of a call: the outcome, the customer's words verbatim and how they were verified (R51), their
 * answer to the survey, and when to call again.
 */
export const AttemptBodySchema = v.pipe(
  v.object({
    outcome: v.picklist(outcomes),
    words: v.optional(shortText(5000)),
    verified: v.optional(v.picklist(verifications)),
    score: v.optional(v.picklist(scores)),
    happenedAt: v.optional(rfc3339),
    callAgainAt: v.optional(rfc3339),
    promises: v.optional(v.pipe(v.array(PromisedSchema), v.maxLength(5))),
    booking: v.optional(BookingBodySchema),
    deferred: v.optional(v.pipe(v.array(DeferredBodySchema), v.maxLength(30))),
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
  v.forward(
    v.check(
      ({ outcome, score }) => score === undefined || outcome === 'reached',
      'only a customer who was reached can answer',
    ),
    ['score'],
  ),
  v.forward(
    v.check(
      ({ outcome, promises }) => promises === undefined || spokenWith.includes(outcome),
      'only a customer who was spoken with can be promised something',
    ),
    ['promises'],
  ),
  v.forward(
    v.check(
      ({ outcome, booking }) => booking === undefined || spokenWith.includes(outcome),
      'only a customer who was spoken with can book',
    ),
    ['booking'],
  ),
  v.forward(
    v.check(
      ({ outcome, deferred }) => deferred === undefined || spokenWith.includes(outcome),
      'only a customer who was spoken with can say it',
    ),
    ['deferred'],
  ),
  v.forward(
    v.check(
      ({ deferred = [], booking }) => booking !== undefined || !deferred.some(isAnswer('booked')),
      'is missing: what is booked has an appointment',
    ),
    ['booking'],
  ),
  v.forward(
    v.check(
      ({ deferred = [], words }) => words !== undefined || !deferred.some(isAnswer('refused')),
      "is missing: work on safety is refused in the customer's own words",
    ),
    ['words'],
  ),
  v.forward(
    v.check(
      ({ score, verified, words }) => (score ?? verified) === undefined || words !== undefined,
      "is missing: a score, and what was verified, are the customer's own words",
    ),
    ['words'],
  ),
  v.forward(
    v.check(
      ({ verified, words = '' }) => verified !== 'by-text' || words.length <= longestQuote,
      `must be read-back where the words have more than ${longestQuote} characters: a text cannot repeat them`,
    ),
    ['verified'],
  ),
);
export type AttemptBody = v.InferOutput<typeof AttemptBodySchema>;

function isAnswer(wanted: (typeof deferredAnswers)[number]) {
  return ({ answer }: { readonly answer: string }) => answer === wanted;
}

/** By what the next try is set: the dealer's calendar, and the time that the customer named. */
export interface Course {
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly againAt?: Instant;
}

/**
 * What an attempt makes of a callback: reached, refused or a dead number closes it; "call again" puts it back on the
 * list, no answer does so by the ladder (`ladder.ts`), at whose end a letter closes it as unreachable. Nothing for one
 * that is recorded already. Throws a 409 problem when nobody is to call any more; it says who was faster, and when.
 */
export function recordAttempt(
  known: Callback,
  attempt: Attempt,
  { calendar, now, againAt }: Course,
  attached: readonly Attachment[],
  learnt?: readonly Lesson[],
  agreed: Pick<FactsOf<'callback.attempted'>, 'agreed' | 'promises' | 'booking' | 'safety' | 'deferred'> = {},
): Change<Callback> | undefined {
  if (known.attempts.some(({ request }) => request !== undefined && request === attempt.request))
    return undefined;
  if (known.status !== 'open') throw notPossible(whyNot(known));
  const { outcome, words, verified, score } = attempt;
  if (outcome === 'letter-sent' && known.rung !== 'letter') throw notPossible(noLetter);
  const attempts = [...known.attempts, attempt];
  const state: Callback = { ...known, channel: 'call', attempts };
  const facts = {
    outcome,
    attempt: attempts.length,
    ...(attempt.script && { script: attempt.script }),
    ...(learnt && learnt.length > 0 && { learnt: [...new Set(learnt)] }),
    ...(words && { words }),
    ...(verified && { verified }),
    ...(score && { score }),
    ...agreed,
  };
  const text =
    words && verified === 'by-text' ? { ...textTo(known, 'callback.recorded'), quotes: words } : undefined;

  if (outcome === 'call-again' && againAt)
    return again({ ...state, rung: undefined, dueAt: againAt }, { againAt });
  // At the end of the ladder a call in vain changes nothing: the text or the letter still has its time.
  if (outcome === 'no-answer' && known.rung) return again(state, {});
  if (outcome === 'no-answer') {
    const next = rungAfter(inVain(attempts), calendar, now);
    if (next.rung === 'call') return again({ ...state, dueAt: next.at }, { againAt: next.at });
    const { rung, letterAt } = next;
    return again({ ...state, rung, dueAt: letterAt }, { rung }, textTo(known, 'callback.missed'));
  }
  const closing = close(state, closingOf(outcome));
  return {
    state: closing.state,
    events: [{ name: 'callback.attempted', ...about(known), facts, text }, ...closing.events],
    attached,
  };

  function again(
    next: Callback,
    more: { againAt?: Instant; rung?: 'text' },
    missed?: TextRequest,
  ): Change<Callback> {
    const event = { name: 'callback.attempted', ...about(known), facts: { ...facts, ...more } } as const;
    return { state: next, events: [{ ...event, text: missed ?? text }], attached };
  }
}

/** When nobody answered, since the customer was last spoken to. */
function inVain(attempts: readonly Attempt[]): Instant[] {
  const spoken = attempts.findLastIndex(({ outcome }) => outcome !== 'no-answer');
  return attempts
    .slice(spoken + 1)
    .filter(({ outcome }) => outcome === 'no-answer')
    .map(({ at }) => at);
}

function closingOf(outcome: Attempt['outcome']) {
  const isUnreachable = outcome === 'no-answer' || outcome === 'call-again' || outcome === 'letter-sent';
  return isUnreachable ? 'unreachable' : outcome;
}

const noLetter =
  'No letter is wanted: it comes after five days of calls and a text that brought no answer. Report what came of the call.';

/** Why a callback takes no attempt; where another caller was faster, who and when. */
function whyNot({ status, outcome, attempts }: Callback): string {
  const last = attempts.at(-1);
  const isTheirs = last !== undefined && outcome === closingOf(last.outcome);
  if (status === 'closed' && isTheirs) {
    return `${last.by} finished this callback (${outcome}) at ${last.at}, and yours was not recorded. Look at the form, and give what your customer told you to ${last.by}.`;
  }
  if (outcome === 'answered') {
    return 'The customer has answered by themselves, and this callback is closed (answered); only an open one takes attempts.';
  }
  return `This callback is ${status}${outcome ? ` (${outcome})` : ''}; only an open one takes attempts.`;
}

function textTo(
  { handsetId, locale }: Callback,
  template: 'callback.missed' | 'callback.recorded',
): TextRequest {
  return { to: handsetId, template, locale, purpose: 'service' };
}
