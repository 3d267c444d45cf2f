import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttemptBodySchema, recordAttempt } from '../../../shared/callbacks/attempt.ts';
import { type Attempt, type Callback, CallbackSchema } from '../../../shared/callbacks/callback.ts';
import { outcomes } from '../../../shared/events/callbacks.ts';
import { parseRequest } from '../../../shared/platform/parse.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { aCallback } from '../../builders/callback.ts';
import { committed } from '../../builders/committed.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const toBeCalled = aCallback({ status: 'open', channel: 'call', assigneeId: 'wang-lei' });
const again = shanghai('2026-03-04T15:00');

function anAttempt(outcome: Attempt['outcome']): Attempt {
  return { outcome, by: 'wang-lei', at: shanghai('2026-03-04T11:00') };
}

const after = (known: Callback, outcome: Attempt['outcome']) =>
  committed(recordAttempt(known, anAttempt(outcome), again, []), CallbackSchema);

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
      again,
      [],
      ['need', 'need'],
    );
    const { state, events } = committed(change, CallbackSchema);
    expect(state.attempts[0]?.script).toEqual(script);
    expect(events[0]?.facts).toMatchObject({ script, learnt: ['need'] });
  });

  it.each(['no-answer', 'call-again'] as const)('%s puts it back on the list', (outcome) => {
    const { state, names, events } = after(toBeCalled, outcome);
    expect(names).toEqual(['callback.attempted']);
    expect(state).toMatchObject({ status: 'open', dueAt: again, assigneeId: 'wang-lei' });
    expect(events[0]?.facts).toEqual({ outcome, attempt: 1, againAt: again });
  });

  it('the fifth attempt in vain closes it as unreachable', () => {
    let known = toBeCalled;
    for (let attempt = 1; attempt <= 4; attempt += 1) known = after(known, 'no-answer').state;
    expect(known.status).toBe('open');
    expect(after(known, 'no-answer').state).toMatchObject({ status: 'closed', outcome: 'unreachable' });
  });

  it('a call although a text was sent makes it a call', () => {
    expect(after(aCallback({ status: 'open' }), 'no-answer').state.channel).toBe('call');
  });

  it("R51: the customer's words are kept with the attempt", () => {
    const attempt = { ...anAttempt('reached'), words: aWordsRef('callback_1') };
    const attachment = { sk: 'WORDS#attempt-1', content: {} };
    const change = recordAttempt(toBeCalled, attempt, again, [attachment]);
    expect(change?.state.attempts).toEqual([attempt]);
    expect(change?.attached).toEqual([attachment]);
  });

  it('the same request again changes nothing, whatever became of the callback since', () => {
    const attempt = { ...anAttempt('reached'), request: 'request_1' };
    for (const status of ['open', 'closed', 'withdrawn'] as const) {
      const known = aCallback({ status, channel: 'call', attempts: [attempt] });
      expect(recordAttempt(known, attempt, again, [])).toBeUndefined();
    }
    const other = recordAttempt(
      aCallback({ status: 'open', channel: 'call', attempts: [{ ...attempt, outcome: 'no-answer' }] }),
      { ...attempt, request: 'request_2' },
      again,
      [],
    );
    expect(other?.state.attempts).toHaveLength(2);
  });

  it.each(['planned', 'withdrawn', 'closed', 'skipped'] as const)('is refused when it is %s', (status) => {
    const attempt = () => recordAttempt(aCallback({ status }), anAttempt('reached'), again, []);
    expect(attempt).toThrow(Problem);
    expect(attempt).toThrow(expect.objectContaining({ status: 409 }));
  });

  it('whatever the outcomes: no attempt is lost, at most five are made, and one event closes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 8 }), (reported) => {
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
        expect(made).toBeLessThanOrEqual(5);
        expect(closed).toBe(known.status === 'closed' ? 1 : 0);
      }),
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

  it('words may not be empty', () => {
    expect(faultOf({ outcome: 'reached', words: ' ' })).toEqual([
      { pointer: '/words', detail: 'must not be empty' },
    ]);
  });
});
