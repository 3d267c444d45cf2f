import { describe, expect, it } from 'vitest';
import { pageHeaders } from '../../../../shared/complaints/page/frame.ts';
import { renderText } from '../../../../shared/messages/render.ts';
import { answerByPage, type Sent } from '../../../../shared/surveys/page/answer.ts';
import { questionsOnPage } from '../../../../shared/surveys/page/questions.ts';
import { readForm } from '../../../../shared/surveys/page/read-form.ts';
import { formPage, thanksPage } from '../../../../shared/surveys/page/render.ts';
import { wordings } from '../../../../shared/surveys/page/wording.ts';
import { defaultQuestions } from '../../../../shared/surveys/questionnaire/default.ts';
import { conditions } from '../../../../shared/surveys/questionnaire/question.ts';
import { SurveySchema } from '../../../../shared/surveys/state.ts';
import { committed } from '../../../builders/committed.ts';
import { aSurvey } from '../../../builders/survey.ts';
import { aTextRequest } from '../../../builders/text.ts';
import { shanghai } from '../../../builders/times.ts';
import { aWordsRef } from '../../../builders/words.ts';

const at = shanghai('2026-03-03T12:00');
const locales = ['zh-CN', 'en-US'] as const;
const fixed = { id: 'fixed', aspect: 'hygiene', kind: 'yes-no' } as const;
const welcome = { id: 'welcome', aspect: 'satisfier', kind: 'five-level' } as const;
const few = defaultQuestions.filter(({ id }) => ['overall', 'fixed', 'welcome', 'open'].includes(id));
const asked = aSurvey({ questionnaire: 'group-1', further: [fixed, welcome] });

const aSent = (overrides: Partial<Sent> = {}): Sent => ({
  id: 'page_1',
  at,
  answers: [],
  words: aWordsRef('answers_1'),
  attached: [{ pk: 'answers_1', sk: 'WORDS#text', content: {} }],
  remark: false,
  ...overrides,
});

describe('R29, R30: what is sent from the page', () => {
  it('answers the survey as from the customer’s own device, and thanks on the page, not by text', () => {
    const change = answerByPage(asked, aSent({ score: 5, answers: [{ question: fixed, value: 1 }] }));
    const { names, events, state } = committed(change, SurveySchema);
    expect(names).toEqual(['survey.answered', 'survey.question-answered']);
    expect(events[0]?.facts).toMatchObject({ score: 5, by: 'page', remark: false, late: false });
    expect(events[1]?.facts).toMatchObject({
      question: 'fixed',
      value: 1,
      by: 'page',
      questionnaire: 'group-1',
    });
    expect(events.map(({ text }) => text)).toEqual([undefined, undefined]);
    expect(state).toMatchObject({
      status: 'answered',
      score: 5,
      answers: { fixed: { value: 1, by: 'page' } },
    });
    expect(state.pending).toBeUndefined();
  });

  it('goes on from what was answered by text, and settles the question that a text has open', () => {
    const byText = { ...asked, status: 'answered' as const, score: 4 as const, pending: 'fixed' };
    const change = answerByPage(byText, aSent({ score: 1, answers: [{ question: fixed, value: 1 }] }));
    const { names, state } = committed(change, SurveySchema);
    expect(names).toEqual(['survey.question-answered']);
    expect(state.score).toBe(4);
    expect(state.pending).toBeUndefined();
    const other = answerByPage(byText, aSent({ answers: [{ question: welcome, value: 5 }] }));
    expect(other?.state.pending).toBe('fixed');
  });

  it('R14: what is low or written is a remark that somebody reads', () => {
    const low = answerByPage(asked, aSent({ score: 4, answers: [{ question: fixed, value: 0 }] }));
    expect(low?.events[0]?.facts).toMatchObject({ remark: true, words: aWordsRef('answers_1') });
    expect(low?.attached).toHaveLength(1);
    const later = answerByPage({ ...asked, status: 'answered', score: 2 }, aSent({ remark: true }));
    expect(later?.events).toMatchObject([{ name: 'survey.remarked', facts: { score: 2, remark: true } }]);
  });

  it('counts once when it is sent twice, and each question once whatever is sent', () => {
    const once = answerByPage(asked, aSent({ score: 5, answers: [{ question: fixed, value: 1 }] }));
    if (!once) throw new Error('nothing was answered');
    expect(answerByPage(once.state, aSent({ score: 5 }))).toBeUndefined();
    expect(
      answerByPage(once.state, aSent({ id: 'page_2', answers: [{ question: fixed, value: 0 }] })),
    ).toBeUndefined();
  });

  it('says nothing before the overall question is answered, or of no survey', () => {
    expect(answerByPage(asked, aSent({ remark: true }))).toBeUndefined();
    expect(answerByPage(undefined, aSent({ score: 5 }))).toBeUndefined();
  });
});

describe('reading the form', () => {
  const read = (fields: Record<string, string>, survey = asked) => {
    const body = new URLSearchParams(fields).toString();
    const page = { surveyId: 'survey_1', survey, questions: few, locale: 'zh-CN', now: at } as const;
    return readForm(body, page);
  };
  const wordsOf = (result: ReturnType<typeof read>) =>
    'sent' in result ? JSON.stringify(result.sent.attached[0]?.content) : undefined;

  it('keeps low answers with their questions, and the customer’s words verbatim', () => {
    const result = read({ 'q-overall': '4', 'q-fixed': '0', 'q-welcome': '5', remark: ' 还有异响！ ' });
    expect(result).toMatchObject({
      sent: {
        score: 4,
        remark: true,
        answers: [
          { question: { id: 'fixed' }, value: 0 },
          { question: { id: 'welcome' }, value: 5 },
          { question: { id: 'open' } },
        ],
      },
    });
    expect(wordsOf(result)).toContain('要修的都修好了吗？ — 不是\\n还有异响！');
  });

  it('the same form is the same answer; another one is another', () => {
    const [a, b, c] = [read({ 'q-overall': '5' }), read({ 'q-overall': '5' }), read({ 'q-overall': '4' })];
    const ids = [a, b, c].map((each) => ('sent' in each ? each.sent.id : ''));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it.each([
    ['no overall answer', { 'q-fixed': '1' }, 'noOverall'],
    ['one off the scale', { 'q-overall': '6' }, 'noOverall'],
    ['endless words', { 'q-overall': '5', remark: '好'.repeat(2001) }, 'tooLong'],
  ])('%s is shown again', (_, fields, fault) => {
    expect(read(fields)).toMatchObject({ fields, fault });
  });

  it('answers to questions that are none, or were answered, are left out', () => {
    const known = { ...asked, score: 4 as const, answers: { fixed: { value: 1, by: 'text' as const, at } } };
    expect(read({ 'q-fixed': '0', 'q-overall': '1', 'q-none': '5', remark: 'x' }, known)).toMatchObject({
      sent: { score: undefined, answers: [{ question: { id: 'open' } }] },
    });
    expect(read({}, known)).toMatchObject({ fault: 'nothing' });
  });
});

describe('what is on the page', () => {
  it('is the overall question, what the texts ask, what the visit gives cause to, and the turn of others', () => {
    const turned = new Set<string>();
    for (let n = 0; n < 200; n += 1) {
      const shown = questionsOnPage(`survey_${n}`, asked, defaultQuestions, ['late']).map(({ id }) => id);
      expect(shown.slice(0, 1)).toEqual(['overall']);
      expect(shown.slice(1, 3).sort()).toEqual(['fixed', 'welcome']);
      expect(shown[3]).toBe('late-told');
      expect(shown).toHaveLength(7);
      expect(shown.at(-1)).toBe('open');
      for (const id of shown) turned.add(id);
    }
    for (const { id, when } of defaultQuestions) if (!when) expect(turned).toContain(id);
  });

  it.each(locales)(
    '%s: is under 30 KB even with every question, names nobody, and runs no script',
    (locale) => {
      const questions = questionsOnPage(
        'survey_1',
        { further: [fixed, welcome] },
        defaultQuestions,
        conditions,
      );
      const page = formPage(
        { locale, dealerName: '<Austin & North>' },
        { questions: [...questions], survey: {} },
      );
      const whole = formPage(
        { locale, dealerName: 'Austin North' },
        { questions: defaultQuestions, survey: {} },
      );
      expect(Buffer.byteLength(whole)).toBeLessThan(30_000);
      expect(page).toContain('&lt;Austin &amp; North&gt;');
      expect(page).not.toMatch(/<script|<img|<link|@import|https?:/);
      expect(page).toContain(`<html lang="${locale}">`);
      expect(pageHeaders['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it.each(locales)('%s: shows what was answered by text, and what was written before a fault', (locale) => {
    const survey = { score: 4 as const, answers: { fixed: { value: 1, by: 'text' as const, at } } };
    const shown = { locale, dealerName: 'Austin North' };
    const page = formPage(shown, { questions: few, survey, fields: { remark: '<b>"' }, fault: 'tooLong' });
    expect(page).not.toContain('name="q-overall"');
    expect(page).not.toContain('name="q-fixed"');
    expect(page).toContain('name="q-welcome"');
    expect(page).toContain('&lt;b&gt;&quot;');
    expect(page.split(wordings[locale].answered)).toHaveLength(3);
    const missing = formPage(shown, { questions: few, survey: {}, fault: 'noOverall' });
    expect(missing).toContain('id="q-overall-fault"');
    expect(thanksPage(shown, 'sorry', true)).toContain(wordings[locale].thanks.sorry);
  });
});

describe('the address of the page in a text', () => {
  const token = 'AbCdEfGhIjKlMnOp';
  const link = { start: 'https://hf.cn/s/', token };
  const request = (locale: 'zh-CN' | 'en-US') => aTextRequest({ template: 'survey.overall', locale });

  it.each([
    ['zh-CN', '成都南店', '张伟'],
    ['zh-CN', '广州天河汽车城', '欧阳娜娜'],
    ['en-US', 'Austin North', 'Ann Lee'],
    ['en-US', 'Austin North Motor Group', 'Christopher Smith'],
  ] as const)(
    '%s: %s sends it in one part, and keeps it without what opens it',
    (locale, dealer, customer) => {
      const { words, kept, parts } = renderText(request(locale), { dealer, customer, link });
      expect(parts).toBe(1);
      expect(words).toContain(`https://hf.cn/s/${token} `);
      expect(kept).not.toContain(token);
      expect(kept).toContain('https://hf.cn/s/…');
    },
  );

  it('is left out where the text would need a second part for it', () => {
    const dealer = '广州市天河区汽车城南店客户服务中心';
    const { words, kept, parts } = renderText(request('zh-CN'), { dealer, link });
    expect(parts).toBe(1);
    expect(words).not.toContain('http');
    expect(kept).toBe(words);
  });
});
