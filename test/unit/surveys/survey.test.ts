import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFunctions } from '../../../infra/stacks/functions.ts';
import { compilePattern } from '../../../infra/local/rules/event-pattern.ts';
import type { Change } from '../../../shared/events/aggregate.ts';
import { later } from '../../../shared/platform/time.ts';
import { type Score, type Survey, SurveySchema } from '../../../shared/surveys/state.ts';
import { ask, fallSilent, type Reply, reply } from '../../../shared/surveys/survey.ts';
import { committed } from '../../builders/committed.ts';
import { aReply, aSurvey, aSurveySubject } from '../../builders/survey.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const silentAt = shanghai('2026-03-04T10:00');
const states = {
  none: undefined,
  asked: aSurvey(),
  repeated: aSurvey({ status: 'repeated', repeats: 1, repliesRead: ['reply_0'] }),
  unclear: aSurvey({ status: 'unclear', repeats: 1, repliesRead: ['reply_0'], words: aWordsRef('reply_0') }),
  silent: aSurvey({ status: 'silent', fellSilent: true }),
  'silent, repeated': aSurvey({ status: 'silent', fellSilent: true, repeats: 1, repliesRead: ['reply_0'] }),
  answered: aSurvey({ status: 'answered', score: 4, words: aWordsRef('reply_0'), repliesRead: ['reply_0'] }),
} satisfies Record<string, Survey | undefined>;
type State = keyof typeof states;

const said = (known: Survey | undefined, given: Partial<Reply>) => reply(known, 'survey_1', aReply(given));

const events = {
  ask: (known) => ask(known, 'survey_1', aSurveySubject(), silentAt),
  'a score': (known) => said(known, { id: 'reply_9', score: 5 }),
  'no score': (known) => said(known, { id: 'reply_9' }),
  'a reply that was read before': (known) => said(known, { id: 'reply_0', score: 1 }),
  'time is up': (known) => fallSilent(known, silentAt),
  'time is not up': (known) => fallSilent(known, later(silentAt, { minutes: -1 })),
} satisfies Record<string, (known: Survey | undefined) => Change<Survey> | undefined>;

const answered = 'survey.answered → answered';
const remarked = 'survey.remarked → answered';

/** For each event, what becomes of a survey in each state: the events, or nothing. */
const table: Record<keyof typeof events, Partial<Record<State, string>>> = {
  ask: { none: 'survey.asked → asked' },
  'a score': {
    asked: answered,
    repeated: answered,
    unclear: answered,
    silent: answered,
    'silent, repeated': answered,
    answered: remarked,
  },
  'no score': {
    asked: 'survey.repeated → repeated',
    repeated: 'survey.unclear → unclear',
    unclear: 'survey.unclear → unclear',
    silent: 'survey.unclear → unclear',
    'silent, repeated': 'survey.unclear → unclear',
    answered: remarked,
  },
  'a reply that was read before': { asked: answered, silent: answered },
  'time is up': { asked: 'survey.silent → silent', repeated: 'survey.silent → silent' },
  'time is not up': {},
};

const everyPair = keysOf(events).flatMap((event) =>
  keysOf(states).map((state) => [event, state, table[event][state] ?? 'nothing'] as const),
);

describe('every event on a survey in every state', () => {
  it.each(everyPair)('%s: a survey that is %s → %s', (event, state, outcome) => {
    const change = events[event](states[state]);
    if (!change) {
      expect('nothing').toBe(outcome);
      return;
    }
    const { names, state: next } = committed(change, SurveySchema);
    expect(`${names.join(', ')} → ${next.status}`).toBe(outcome);
  });

  it.each(everyPair)('%s: told twice of one that is %s it acts once', (event, state) => {
    const once = events[event](states[state]);
    if (once) expect(events[event](once.state)).toBeUndefined();
  });
});

describe('R29: the question and its answer', () => {
  it('the question goes to the handset in the language of the customer and asks for a rating', () => {
    const subject = aSurveySubject({ locale: 'en-US' });
    const {
      events: [asked],
    } = committed(ask(undefined, 'survey_1', subject, silentAt), SurveySchema);
    expect(asked?.text).toEqual({
      to: 'handset_1',
      template: 'survey.overall',
      locale: 'en-US',
      purpose: 'service',
      conversation: { kind: 'survey', id: 'survey_1' },
      asks: 'rating',
    });
  });

  it('the answer refers to the words that it rests on', () => {
    const { state, events: told } = committed(said(aSurvey(), { id: 'reply_9', score: 4 }), SurveySchema);
    expect(state).toMatchObject({ score: 4, words: aWordsRef('reply_9'), repliesRead: ['reply_9'] });
    expect(told[0]?.facts).toEqual({
      callbackId: 'callback_1',
      visitId: 'visit_1',
      score: 4,
      late: false,
      remark: false,
      words: aWordsRef('reply_9'),
    });
  });

  it.each<[Score, string | undefined]>([
    [1, undefined],
    [2, undefined],
    [3, 'survey.thanks-modest'],
    [4, 'survey.thanks'],
    [5, 'survey.thanks'],
  ])('a score of %d is answered by %s', (score, template) => {
    const { events: told } = committed(said(aSurvey(), { score }), SurveySchema);
    expect(told[0]?.text?.template).toBe(template);
    expect(told[0]?.text?.asks).toBeUndefined();
  });

  it('an unclear reply is asked about once more, the second goes to a person with its words', () => {
    const once = committed(said(aSurvey(), { id: 'reply_1' }), SurveySchema);
    expect(once.events[0]?.text).toMatchObject({ template: 'survey.repeat', asks: 'rating' });
    expect(once.state.repeats).toBe(1);
    const twice = committed(said(once.state, { id: 'reply_2' }), SurveySchema);
    expect(twice.events[0]?.text).toBeUndefined();
    expect(twice.state).toMatchObject({ status: 'unclear', words: aWordsRef('reply_2') });
    const clear = committed(said(twice.state, { id: 'reply_3', score: 2 }), SurveySchema);
    expect(clear.state).toMatchObject({ status: 'answered', score: 2 });
  });

  it('R51: what is written after the answer is a remark beside it and changes no score', () => {
    const { state, events: told } = committed(
      said(states.answered, { id: 'reply_9', score: 1 }),
      SurveySchema,
    );
    expect(state).toMatchObject({ status: 'answered', score: 4, words: aWordsRef('reply_0') });
    expect(told[0]).toMatchObject({
      name: 'survey.remarked',
      facts: { score: 4, words: aWordsRef('reply_9') },
    });
    expect(told[0]?.text).toBeUndefined();
  });
});

describe('R36: silence is a state of its own', () => {
  it('a survey without an answer falls silent when its time is up, and has no score', () => {
    const { state, events: told } = committed(fallSilent(aSurvey(), silentAt), SurveySchema);
    expect(state.status).toBe('silent');
    expect(state.score).toBeUndefined();
    expect(told[0]?.facts).toEqual({ callbackId: 'callback_1', visitId: 'visit_1' });
    expect(told[0]?.text).toBeUndefined();
  });

  it('an answer after silence counts, and is told to be late', () => {
    const { state, events: told } = committed(said(states.silent, { score: 5 }), SurveySchema);
    expect(state).toMatchObject({ status: 'answered', score: 5 });
    expect(told[0]?.facts).toMatchObject({ late: true });
  });

  it.each(['asked', 'repeated', 'unclear'] as const)('an answer to one that is %s is not late', (status) => {
    const { events: told } = committed(said(states[status], { score: 5 }), SurveySchema);
    expect(told[0]?.facts).toMatchObject({ late: false });
  });

  it('words that are no answer and come after silence are read by a person at once', () => {
    const once = committed(said(states.silent, { id: 'reply_1' }), SurveySchema);
    expect(once.names).toEqual(['survey.unclear']);
    expect(once.state.unread).toEqual([aWordsRef('reply_1')]);
  });

  it('R52: nobody is asked to rephrase grave words', () => {
    const grave = committed(said(aSurvey(), { id: 'reply_1', grave: true }), SurveySchema);
    expect(grave.names).toEqual(['survey.unclear']);
  });

  it('whoever wrote something that could not be read was not silent', () => {
    const once = committed(said(aSurvey(), { id: 'reply_1' }), SurveySchema);
    const { names, state, events: told } = committed(fallSilent(once.state, silentAt), SurveySchema);
    expect(names).toEqual(['survey.unclear']);
    expect(state).toMatchObject({ status: 'unclear', fellSilent: true });
    expect(told[0]?.facts).toMatchObject({ words: aWordsRef('reply_1') });
  });

  it('only a score makes a survey answered, whatever happens and in which order', () => {
    const happening = fc.oneof(
      fc.record({
        id: fc.constantFrom('reply_1', 'reply_2', 'reply_3', 'reply_4'),
        score: fc.option(fc.constantFrom<Score[]>(1, 2, 3, 4, 5), { nil: undefined }),
      }),
      fc.constant('time is up' as const),
      fc.constant('ask' as const),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 12 }), (happenings) => {
        let known: Survey | undefined = aSurvey();
        const names: string[] = [];
        const read: string[] = [];
        let firstScore: Score | undefined;
        for (const each of happenings) {
          const change: Change<Survey> | undefined =
            typeof each === 'string' ? events[each](known) : said(known, each);
          if (typeof each !== 'string' && !read.includes(each.id)) {
            read.push(each.id);
            firstScore ??= each.score;
          }
          names.push(...(change?.events ?? []).map((event) => event.name));
          known = change?.state ?? known;
        }
        const count = (name: string) => names.filter((each) => each === name).length;
        expect(known?.score).toBe(firstScore);
        expect(known?.status === 'answered').toBe(firstScore !== undefined);
        expect(known?.repliesRead).toEqual(read);
        expect(count('survey.answered')).toBe(firstScore === undefined ? 0 : 1);
        expect(count('survey.repeated')).toBeLessThanOrEqual(1);
        expect(count('survey.silent')).toBeLessThanOrEqual(1);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});

describe('what reaches a survey', () => {
  const { pattern } = eventFunctions.find(({ name }) => name === 'surveys/answer') ?? {};
  const reaches = compilePattern({ 'detail-type': pattern?.detailType, detail: pattern?.detail });
  const received = (facts: Record<string, unknown>) => ({
    source: 'huifang',
    'detail-type': 'message.received',
    detail: { facts: { handsetId: 'handset_1', words: aWordsRef(), ...facts } },
  });

  it('a reply in its conversation, and none in another', () => {
    expect(reaches(received({ conversation: { kind: 'survey', id: 'survey_1' }, asks: 'rating' }))).toBe(
      true,
    );
    expect(reaches(received({ conversation: { kind: 'complaint', id: 'complaint_1' } }))).toBe(false);
  });

  it('STOP and 退订 never do: a keyword belongs to no conversation', () => {
    expect(reaches(received({ keyword: 'opt-out' }))).toBe(false);
    expect(reaches(received({ keyword: 'opt-in' }))).toBe(false);
  });
});

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}
