import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttemptBodySchema, recordAttempt } from '../../../shared/callbacks/attempt.ts';
import { type Attempt, type Callback, CallbackSchema, hand } from '../../../shared/callbacks/callback.ts';
import { wantLetter } from '../../../shared/callbacks/want-letter.ts';
import { outcomes } from '../../../shared/events/callbacks.ts';
import { parseRequest } from '../../../shared/platform/parse.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { aCallback } from '../../builders/callback.ts';
import { committed } from '../../builders/committed.ts';
import { aDealer } from '../../builders/dealer.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const toBeCalled = aCallback({ status: 'open', channel: 'call', assigneeId: 'wang-lei' });
const again = shanghai('2026-03-04T15:00');
const { calendar } = aDealer();
const course = { calendar, now: shanghai('2026-03-04T11:00'), againAt: again };

function anAttempt(outcome: Attempt['outcome']): Attempt {
  return { outcome, by: 'wang-lei', at: shanghai('2026-03-04T11:00') };
}

/** Noon of the n-th working day: Wednesday 4 March 2026 is the first. */
function onDay(n: number): Instant {
  return later(shanghai('2026-03-04T12:00'), { days: n > 3 ? n + 1 : n - 1 });
}

/** Nobody answers on so many days, however often they are called on each. */
function callInVain(days: number, timesADay = 1) {
  let change: ReturnType<typeof recordAttempt>;
  for (let day = 1; day <= days; day += 1) {
    for (let time = 0; time < timesADay; time += 1) {
      const at = later(onDay(day), { hours: time });
      const attempt = { ...anAttempt('no-answer'), at };
      change = recordAttempt(change?.state ?? toBeCalled, attempt, { calendar, now: at }, []);
    }
  }
  return change;
}

/** What a caller reads whose attempt is refused with 409. */
function refusalOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return error.detail;
    throw error;
  }
  throw new Error('it was not refused');
}

const after = (known: Callback, outcome: Attempt['outcome']) =>
  committed(recordAttempt(known, anAttempt(outcome), course, []), CallbackSchema);

describe('an attempt to reach a customer', () => {
  it.each(['reached', 'refused', 'wrong-number', 'not-in-service'] as const)('%s closes', (outcome) => {
    const { state, names, events } = after(toBeCalled, outcome);
    expect(names).toEqual(['callback.attempted', 'callback.closed']);
    expect(state).toMatchObject({ status: 'closed', outcome, attempts: [anAttempt(outcome)] });
    expect(events[0]?.facts).toEqual({ outcome, attempt: 1 });
    expect(events[1]?.facts).toEqual({ visitId: 'visit_1', outcome });
  });

  it('R24: names the version of the script that the caller was shown, and what was learnt, once each', () => {
    const script = { id: 'group-standard', version: 1 };
    const change = recordAttempt(
      toBeCalled,
      { ...anAttempt('reached'), script },
      course,
      [],
      ['need', 'need'],
    );
    const { state, events } = committed(change, CallbackSchema);
    expect(state.attempts[0]?.script).toEqual(script);
    expect(events[0]?.facts).toMatchObject({ script, learnt: ['need'] });
  });

  it.each([
    ['no-answer', shanghai('2026-03-05T11:40')],
    ['call-again', again],
  ] as const)('%s puts it back on the list', (outcome, againAt) => {
    const { state, names, events } = after(toBeCalled, outcome);
    expect(names).toEqual(['callback.attempted']);
    expect(state).toMatchObject({ status: 'open', dueAt: againAt, assigneeId: 'wang-lei' });
    expect(events[0]?.facts).toEqual({ outcome, attempt: 1, againAt });
  });

  it('five days in vain lead to a text, the text to a letter, and the letter closes it as unreachable', () => {
    const { state, events } = committed(callInVain(5), CallbackSchema);
    expect(state).toMatchObject({ status: 'open', rung: 'text', dueAt: later(onDay(5), { hours: 48 }) });
    expect(events).toMatchObject([
      {
        name: 'callback.attempted',
        facts: { attempt: 5, rung: 'text' },
        text: { to: 'handset_1', template: 'callback.missed' },
      },
    ]);
    const asLetter = { assigneeId: 'li-na', rule: 'customer-service' } as const;
    const monday = shanghai('2026-03-09T09:00');
    expect(wantLetter(state, asLetter, monday, onDay(6))).toBeUndefined();
    const letter = committed(wantLetter(state, asLetter, monday, onDay(7)), CallbackSchema);
    expect(letter.names).toEqual(['callback.handed']);
    expect(letter.state).toMatchObject({ rung: 'letter', assigneeId: 'li-na', dueAt: monday });
    const { names, state: end } = after(letter.state, 'letter-sent');
    expect(names).toEqual(['callback.attempted', 'callback.closed']);
    expect(end).toMatchObject({ status: 'closed', outcome: 'unreachable' });
  });

  it('four days in vain do not, however often was called on each', () => {
    const { state } = committed(callInVain(4, 3), CallbackSchema);
    expect([state.status, state.rung, state.attempts.length]).toEqual(['open', undefined, 12]);
  });

  it('whoever asks for another time was reached: the days begin anew', () => {
    const { state } = committed(callInVain(4), CallbackSchema);
    const asked = after(state, 'call-again').state;
    expect(after(asked, 'no-answer').state).toMatchObject({ status: 'open', attempts: { length: 6 } });
    expect(after(asked, 'no-answer').state.rung).toBeUndefined();
  });

  it('calls beside the text or the letter do not put them off; one that is answered ends them', () => {
    for (const rung of ['text', 'letter'] as const) {
      const known = { ...toBeCalled, rung, dueAt: again };
      expect(after(known, 'no-answer').state).toMatchObject({ rung, dueAt: again });
      expect(after(known, 'reached').state).toMatchObject({ status: 'closed', outcome: 'reached' });
      expect(after(known, 'call-again').state.rung).toBeUndefined();
      const said = hand(
        known,
        'unclear',
        { assigneeId: 'li-na', rule: 'customer-service' },
        again,
        aWordsRef(),
      );
      expect(said?.state).toMatchObject({ rung: undefined, assigneeId: 'li-na' });
    }
  });

  it('a letter is reported only where one is wanted', () => {
    for (const known of [toBeCalled, { ...toBeCalled, rung: 'text' as const }])
      expect(() => after(known, 'letter-sent')).toThrow(expect.objectContaining({ status: 409 }));
  });

  it('whoever comes second is told who was faster, and when', () => {
    const { state } = after(toBeCalled, 'reached');
    expect(refusalOf(() => after(state, 'reached'))).toContain(
      `wang-lei finished this callback (reached) at ${course.now}`,
    );
    const answered = aCallback({ status: 'closed', outcome: 'answered', attempts: [anAttempt('no-answer')] });
    expect(refusalOf(() => after(answered, 'reached'))).toContain('The customer has answered by themselves');
  });

  it('decision 1: a score goes with the words in which it was given', () => {
    const words = aWordsRef('callback_1');
    const attempt = { ...anAttempt('reached'), words, verified: 'read-back', score: 2 } as const;
    const { state, events } = committed(recordAttempt(toBeCalled, attempt, course, []), CallbackSchema);
    expect(state.attempts).toEqual([attempt]);
    expect(events[0]?.facts).toEqual({
      outcome: 'reached',
      attempt: 1,
      words,
      verified: 'read-back',
      score: 2,
    });
    expect(events[0]?.text).toBeUndefined();
  });

  it('R51: words that are verified by text are repeated in it', () => {
    const words = aWordsRef('callback_1');
    const attempt = { ...anAttempt('reached'), words, verified: 'by-text' } as const;
    const { events } = committed(recordAttempt(toBeCalled, attempt, course, []), CallbackSchema);
    expect(events[0]?.text).toMatchObject({ to: 'handset_1', template: 'callback.recorded', quotes: words });
  });

  it('a call although a text was sent makes it a call', () => {
    expect(after(aCallback({ status: 'open' }), 'no-answer').state.channel).toBe('call');
  });

  it("R51: the customer's words are kept with the attempt", () => {
    const attempt = { ...anAttempt('reached'), words: aWordsRef('callback_1') };
    const attachment = { sk: 'WORDS#attempt-1', content: {} };
    const change = recordAttempt(toBeCalled, attempt, course, [attachment]);
    expect(change?.state.attempts).toEqual([attempt]);
    expect(change?.attached).toEqual([attachment]);
  });

  it('the same request again changes nothing, whatever became of the callback since', () => {
    const attempt = { ...anAttempt('reached'), request: 'request_1' };
    for (const status of ['open', 'closed', 'withdrawn'] as const) {
      const known = aCallback({ status, channel: 'call', attempts: [attempt] });
      expect(recordAttempt(known, attempt, course, [])).toBeUndefined();
    }
    const other = recordAttempt(
      aCallback({ status: 'open', channel: 'call', attempts: [{ ...attempt, outcome: 'no-answer' }] }),
      { ...attempt, request: 'request_2' },
      course,
      [],
    );
    expect(other?.state.attempts).toHaveLength(2);
  });

  it.each(['planned', 'withdrawn', 'closed', 'skipped'] as const)('is refused when it is %s', (status) => {
    const attempt = () => recordAttempt(aCallback({ status }), anAttempt('reached'), course, []);
    expect(attempt).toThrow(Problem);
    expect(attempt).toThrow(expect.objectContaining({ status: 409 }));
  });

  it('whatever the outcomes: no attempt is lost, and one event closes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...outcomes.filter((each) => each !== 'letter-sent')), {
          minLength: 1,
          maxLength: 8,
        }),
        (reported) => {
          let known: Callback = toBeCalled;
          let closed = 0;
          let made = 0;
          for (const outcome of reported) {
            if (known.status !== 'open') break;
            const { state, names } = after(known, outcome);
            known = state;
            made += 1;
            closed += names.filter((name) => name === 'callback.closed').length;
          }
          expect(known.attempts.map((attempt) => attempt.outcome)).toEqual(reported.slice(0, made));
          expect(closed).toBe(known.status === 'closed' ? 1 : 0);
        },
      ),
      { seed: 20260302, numRuns: 200 },
    );
  });
});

describe('the report of an attempt', () => {
  const faultOf = (body: unknown) => {
    try {
      parseRequest(AttemptBodySchema, body, 'attempt');
    } catch (error) {
      if (error instanceof Problem) return error.errors;
      throw error;
    }
    return [];
  };

  it('needs an outcome; "call again" needs the time', () => {
    expect(faultOf({ outcome: 'reached' })).toEqual([]);
    expect(faultOf({})).toEqual([{ pointer: '/outcome', detail: 'is missing' }]);
    expect(faultOf({ outcome: 'call-again' })).toEqual([
      { pointer: '/callAgainAt', detail: 'is missing: say when to call again' },
    ]);
    expect(faultOf({ outcome: 'call-again', callAgainAt: '2026-03-04T15:00:00+08:00' })).toEqual([]);
  });

  it('decision 1: a score is of a customer who was reached, and in their words', () => {
    expect(faultOf({ outcome: 'reached', score: 4, words: '还行' })).toEqual([]);
    expect(faultOf({ outcome: 'no-answer', score: 4, words: '还行' })).toEqual([
      { pointer: '/score', detail: 'only a customer who was reached can answer' },
    ]);
    expect(faultOf({ outcome: 'reached', score: 4 }).map(({ pointer }) => pointer)).toEqual(['/words']);
    expect(faultOf({ outcome: 'reached', score: 6, words: '好' }).map(({ pointer }) => pointer)).toEqual([
      '/score',
    ]);
  });

  it('R51: words are verified, and by text only where a text can repeat them', () => {
    expect(faultOf({ outcome: 'reached', verified: 'by-text', words: '好'.repeat(200) })).toEqual([]);
    const tooLong = { outcome: 'reached', verified: 'by-text', words: '好'.repeat(201) };
    expect(faultOf(tooLong).map(({ pointer }) => pointer)).toEqual(['/verified']);
    expect(faultOf({ ...tooLong, verified: 'read-back' })).toEqual([]);
    expect(faultOf({ outcome: 'reached', verified: 'read-back' }).map(({ pointer }) => pointer)).toEqual([
      '/words',
    ]);
  });

  it('words may not be empty', () => {
    expect(faultOf({ outcome: 'reached', words: ' ' })).toEqual([
      { pointer: '/words', detail: 'must not be empty' },
    ]);
  });
});
