import { describe, expect, it } from 'vitest';
import { gradeSeverity } from '../../../../shared/complaints/severity.ts';
import { renderText } from '../../../../shared/messages/render.ts';
import { Problem } from '../../../../shared/platform/problem.ts';
import { readQuestionnaire } from '../../../../shared/surveys/questionnaire/body.ts';
import { defaultQuestions } from '../../../../shared/surveys/questionnaire/default.ts';
import { conditionsOf } from '../../../../shared/surveys/questionnaire/facts.ts';
import { choicesOf, type Question, spelt } from '../../../../shared/surveys/questionnaire/question.ts';
import {
  type Questionnaire,
  QuestionnaireSchema,
  store,
} from '../../../../shared/surveys/questionnaire/questionnaire.ts';
import { readAnswer } from '../../../../shared/surveys/read-answer.ts';
import { committed } from '../../../builders/committed.ts';
import { aTextRequest } from '../../../builders/text.ts';
import { monday, shanghai } from '../../../builders/times.ts';

const dealer = { name: '成都南店', locale: 'zh-CN' } as const;
const locales = ['zh-CN', 'en-US'] as const;
const longest = { 'zh-CN': '广州天河汽车城旗舰南店服务中心', 'en-US': 'Austin North Motor Group' };
const everyWording = defaultQuestions.flatMap((question) =>
  locales.map((locale) => [question.id, locale, question] as const),
);

describe('the questionnaire that every dealer begins with', () => {
  it('is one that a dealer could store', () => {
    expect(readQuestionnaire({ questions: defaultQuestions }, dealer)).toEqual(defaultQuestions);
  });

  it.each([
    ['R29', 'overall', 1],
    ['R33', 'hygiene', 4],
    ['R34', 'satisfier', 4],
    ['R35', 'negative', 3],
    ['R37', 'fairness', 2],
    ['R37', 'attribution', 1],
    ['R31', 'competition', 1],
  ] as const)('%s: of aspect %s it asks %d of everybody', (_, aspect, count) => {
    expect(defaultQuestions.filter((each) => each.aspect === aspect && !each.when)).toHaveLength(count);
  });

  it.each(everyWording)(
    '%s in %s is a single part, asks one thing, and no label reads as grave',
    (_, locale, question) => {
      const text = spelt(question, locale);
      const request = aTextRequest({ template: 'survey.question', locale });
      const { parts, words } = renderText(request, { dealer: longest[locale], question: text });
      if (question.aspect !== 'overall') expect(parts).toBe(1);
      expect(words).toContain(text);
      const everything = [question.label[locale], ...choicesOf(question, locale).map(({ means }) => means)];
      for (const said of everything) expect(gradeSeverity(said).severity).toBe('ordinary');
    },
  );

  it.each(everyWording.filter(([, , { kind }]) => kind !== 'open'))(
    '%s in %s: the answers that it proposes are read as such',
    (_, locale, question) => {
      for (const { value, means } of choicesOf(question, locale)) {
        const said = question.kind === 'yes-no' ? means : String(value);
        expect(readAnswer(question, said)).toEqual({ isAnswer: true, value, remark: false });
      }
    },
  );
});

describe('reading replies to further questions', () => {
  const of = (kind: Question['kind']) => {
    const found = defaultQuestions.find((each) => each.kind === kind && each.aspect !== 'overall');
    if (!found) throw new Error(`no question is ${kind}`);
    return found;
  };

  it.each<[Question['kind'], string, ReturnType<typeof readAnswer>]>([
    ['five-level', '４', { isAnswer: true, value: 4, remark: false }],
    ['five-level', '2，前台不理人', { isAnswer: true, value: 2, remark: true }],
    ['five-level', '5 谢谢', { isAnswer: true, value: 5, remark: false }],
    ['five-level', '几点关门？', { isAnswer: false, remark: true }],
    ['yes-no', '修好了', { isAnswer: true, value: 1, remark: false }],
    ['yes-no', 'No, still squeaks', { isAnswer: true, value: 0, remark: true }],
    ['yes-no', '5', { isAnswer: false, remark: false }],
    ['choice', '选2', { isAnswer: true, value: 2, remark: false }],
    ['choice', '3。谢谢', { isAnswer: true, value: 3, remark: false }],
    ['choice', '7', { isAnswer: false, remark: false }],
    ['choice', '2点来取车', { isAnswer: false, remark: true }],
    ['open', '希望周日也营业', { isAnswer: true, remark: true }],
    ['open', '没有', { isAnswer: true, remark: false }],
    ['open', 'No', { isAnswer: true, remark: false }],
    ['open', '谢谢', { isAnswer: true, remark: false }],
  ])('%s: “%s”', (kind, text, read) => {
    expect(readAnswer(of(kind), text)).toEqual(read);
  });
});

describe('a questionnaire of a dealer’s own', () => {
  const [overall, fixed] = defaultQuestions;
  if (!overall || !fixed) throw new Error('there is no default');
  const refused = (questions: unknown) => {
    try {
      readQuestionnaire({ questions }, dealer);
      return [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.errors.map(({ pointer }) => pointer);
    }
  };
  const worded = (zh: string) => ({ 'zh-CN': zh, 'en-US': 'Was it?' });

  it.each<[string, unknown, string[]]>([
    ['no overall question', [fixed], ['/questions']],
    ['two of them', [overall, { ...overall, id: 'again' }], ['/questions']],
    ['an id given twice', [overall, fixed, fixed], ['/questions/2/id']],
    ['a choice of nothing', [overall, { ...fixed, kind: 'choice' }], ['/questions/1/options']],
    [
      'a text of two parts',
      [overall, { ...fixed, text: worded('好'.repeat(60)) }],
      ['/questions/1/text/zh-CN'],
    ],
    ['a grave label', [overall, { ...fixed, label: worded('刹车失灵了吗？') }], ['/questions/1/label/zh-CN']],
    ['one language', [overall, { ...fixed, label: { 'zh-CN': '好吗？' } }], ['/questions/1/label/en-US']],
  ])('is refused with %s', (_, questions, pointers) => {
    expect(refused(questions)).toEqual(pointers);
  });

  it('is kept version by version, with who wrote it and when; the same one again is no version', () => {
    const written = { by: 'huang-wei', at: monday };
    const first = store(undefined, 'cd-south', [overall], written);
    const { state, events } = committed<Questionnaire>(first, QuestionnaireSchema);
    expect(events[0]).toMatchObject({
      name: 'questionnaire.stored',
      facts: { questionnaire: 'dealer-1', questions: ['overall'] },
    });
    expect(first?.attached).toMatchObject([
      { sk: 'QUESTIONS#000001', content: { written: { by: 'huang-wei' } } },
    ]);
    expect(store(state, 'cd-south', [overall], written)).toBeUndefined();
    expect(store(state, 'cd-south', [overall, fixed], written)?.attached).toMatchObject([
      { sk: 'QUESTIONS#000002' },
    ]);
  });
});

describe('what a visit gives cause to ask', () => {
  const details = {
    repairOrder: {
      number: 'RO-1',
      status: 'delivered',
      openedAt: monday,
      promisedAt: shanghai('2026-03-02T16:00'),
      deliveredAt: shanghai('2026-03-02T18:00'),
      type: 'repair',
    },
    items: [{ description: 'Brake pads', outcome: 'deferred' as const }],
    totals: { estimated: '500.00', actual: '800.00' },
  };

  it('late, work put off, dearer than said, paid', () => {
    expect(conditionsOf(details)).toEqual(['late', 'deferred-work', 'cost-more', 'paid']);
  });

  it('nothing of a visit that kept its promises, cost nothing, or is not known any more', () => {
    const { promisedAt } = details.repairOrder;
    const kept = { ...details.repairOrder, deliveredAt: promisedAt };
    expect(conditionsOf({ repairOrder: kept, items: [], totals: { actual: '0' } })).toEqual([]);
    expect(conditionsOf(undefined)).toEqual([]);
  });
});
