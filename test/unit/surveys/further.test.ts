import { describe, expect, it } from 'vitest';
import { type FurtherReply, questionMeant, replyFurther } from '../../../shared/surveys/further.ts';
import { inContext } from '../../../shared/surveys/in-context.ts';
import { defaultQuestions } from '../../../shared/surveys/questionnaire/default.ts';
import { type Survey, SurveySchema } from '../../../shared/surveys/state.ts';
import { ask, reply } from '../../../shared/surveys/survey.ts';
import { committed } from '../../builders/committed.ts';
import { aReply, aSurvey, aSurveySubject } from '../../builders/survey.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const fixed = { id: 'fixed', aspect: 'hygiene', kind: 'yes-no' } as const;
const welcome = { id: 'welcome', aspect: 'satisfier', kind: 'five-level' } as const;
const at = shanghai('2026-03-03T10:30');
const chosen = [
  { id: 'overall', because: 'always' },
  { id: 'fixed', because: 'visit' },
  { id: 'welcome', because: 'cycle' },
] as const;
const questions = { questionnaire: 'group-1', chosen: [...chosen], further: [fixed, welcome] };
const asked = aSurvey({ questionnaire: 'group-1', further: [fixed, welcome] });

const rated = (known: Survey, score: 1 | 2 | 3 | 4 | 5, more = {}) =>
  committed(reply(known, 'survey_1', aReply({ id: 'reply_0', score, ...more })), SurveySchema);
const answer = (known: Survey, given: Partial<FurtherReply>) =>
  replyFurther(known, 'survey_1', {
    id: 'reply_1',
    at,
    question: fixed,
    words: aWordsRef(given.id ?? 'reply_1'),
    isAnswer: true,
    value: 1,
    remark: false,
    ...given,
  });

describe('R30: further questions, one at a time', () => {
  it('the first text records which questions there are, why, and how they were drawn', () => {
    const draw = { seed: 'cd-south/2026-03', share: 20, cycle: 2930, drawn: true };
    const { state, events } = committed(
      ask(undefined, 'survey_1', aSurveySubject(), asked.silentAt, { ...questions, draw }),
      SurveySchema,
    );
    expect(events[0]?.facts).toMatchObject({ question: 'overall', questionnaire: 'group-1', chosen, draw });
    expect(state).toMatchObject({ further: [fixed, welcome] });
  });

  it('the next goes out once the one before is answered, and thanks after the last', () => {
    const first = rated(asked, 5);
    expect(first.state.pending).toBe('fixed');
    expect(first.events[0]?.text).toMatchObject({
      template: 'survey.question',
      question: 'fixed',
      asks: 'yes-no',
    });
    const second = committed(answer(first.state, {}), SurveySchema);
    expect(second.names).toEqual(['survey.question-answered']);
    expect(second.events[0]).toMatchObject({
      facts: {
        questionnaire: 'group-1',
        question: 'fixed',
        aspect: 'hygiene',
        value: 1,
        low: false,
        by: 'text',
      },
      text: { template: 'survey.question', question: 'welcome', asks: 'rating' },
    });
    const third = committed(
      answer(second.state, { id: 'reply_2', question: welcome, value: 4 }),
      SurveySchema,
    );
    expect(third.events[0]?.text).toMatchObject({ template: 'survey.thanks' });
    expect(third.state).toMatchObject({
      status: 'answered',
      score: 5,
      answers: { fixed: { value: 1 }, welcome: { value: 4 } },
    });
    expect(third.state.pending).toBeUndefined();
  });

  it.each([1, 2] as const)('whoever answers %d is asked no more, and complains instead', (score) => {
    const { state, events } = rated(asked, score);
    expect(state.pending).toBeUndefined();
    expect(events[0]?.text).toBeUndefined();
  });

  it('nor is who wrote something grave, or answered so late that somebody calls', () => {
    expect(rated(asked, 4, { grave: true }).state.pending).toBeUndefined();
    const late = rated({ ...asked, status: 'silent', fellSilent: true }, 5);
    expect(late.state.pending).toBeUndefined();
    expect(late.events[0]?.text).toMatchObject({ template: 'survey.thanks' });
  });

  it('thanks are modest where anything was not good', () => {
    expect(rated(aSurvey(), 3).events[0]?.text).toMatchObject({ template: 'survey.thanks-modest' });
    const one = rated(aSurvey({ questionnaire: 'group-1', further: [welcome] }), 5).state;
    const low = answer(one, { question: welcome, value: 2 });
    expect(low?.events[0]?.text).toMatchObject({ template: 'survey.thanks-modest' });
  });
});

describe('which question a reply answers', () => {
  const known = aSurvey({ pending: 'welcome', answers: { fixed: { value: 1, by: 'text', at } } });

  it('is that of the newest text; of texts of the same moment the one that still waits', () => {
    expect(questionMeant(known, 'welcome', at)).toBe('welcome');
    expect(questionMeant(known, 'fixed', at)).toBe('welcome');
    expect(questionMeant(known, 'fixed', shanghai('2026-03-03T10:31'))).toBe('fixed');
    expect(questionMeant({ ...known, pending: undefined }, 'fixed', at)).toBe('fixed');
  });
});

describe('R14: what customers raise is read by somebody', () => {
  const { state } = rated(asked, 4);
  const [, question] = defaultQuestions;
  if (!question) throw new Error('there is no question');
  const context = inContext('reply_1', [{ question, answer: '没有' }], 'zh-CN', at);

  it('a low answer is a remark, with the question that it answers', () => {
    const change = answer(state, { value: 0, inContext: context });
    const { names, events } = committed(change, SurveySchema);
    expect(names).toEqual(['survey.question-answered', 'survey.remarked']);
    expect(events[0]?.facts).toMatchObject({ low: true, words: aWordsRef() });
    expect(events[1]?.facts).toMatchObject({ score: 4, remark: true, words: context.ref });
    expect(change?.attached).toEqual([context.attachment]);
    expect(context.attachment.content).toMatchObject({
      words: { text: '要修的都修好了吗？ — 没有', by: 'customer' },
    });
  });

  it('so is an answer with more words, while a good one alone is none', () => {
    expect(committed(answer(state, { remark: true }), SurveySchema).names).toContain('survey.remarked');
    expect(committed(answer(state, {}), SurveySchema).names).toEqual(['survey.question-answered']);
  });

  it('what is no answer leaves the question open', () => {
    const read = committed(answer(state, { isAnswer: false, value: undefined, remark: true }), SurveySchema);
    expect(read.names).toEqual(['survey.remarked']);
    expect(read.state.pending).toBe('fixed');
    const then = committed(answer(read.state, { id: 'reply_2' }), SurveySchema);
    expect(then.state.answers).toMatchObject({ fixed: { value: 1 } });
  });

  it('an answer to a question that is not open changes none', () => {
    const once = committed(answer(state, {}), SurveySchema).state;
    const again = committed(answer(once, { id: 'reply_2', value: 0 }), SurveySchema);
    expect(again.names).toEqual(['survey.remarked']);
    expect(again.state.answers).toEqual(once.answers);
  });

  it('a reply delivered twice counts once; before the overall answer there is no further one', () => {
    const once = committed(answer(state, {}), SurveySchema).state;
    expect(answer(once, {})).toBeUndefined();
    expect(answer(asked, {})).toBeUndefined();
    expect(
      replyFurther(undefined, 'survey_1', {
        ...aReply(),
        at,
        question: fixed,
        isAnswer: true,
        remark: false,
      }),
    ).toBeUndefined();
  });
});
