import type { Question } from './question.ts';

type Both = readonly [zh: string, en: string];

function question(
  id: string,
  aspect: Question['aspect'],
  kind: Question['kind'],
  text: Both,
  rest: { label?: Both; when?: Question['when']; options?: readonly Both[] } = {},
): Question {
  const { label = text, when, options } = rest;
  const both = ([zh, en]: Both) => ({ 'zh-CN': zh, 'en-US': en });
  return {
    id,
    aspect,
    kind,
    text: both(text),
    label: both(label),
    ...(when && { when }),
    ...(options && { options: options.map(both) }),
  };
}

/**
 * What every dealer asks until it has a questionnaire of its own. Neighbours in the rotation are of different aspects: the
 * two questions of a survey never ask after the same thing twice.
 */
export const defaultQuestions: readonly Question[] = [
  question('overall', 'overall', 'five-level', [
    '您对这次维修满意吗？',
    'How satisfied are you with your visit?',
  ]),
  // R33: what must be right, and can only lower dissatisfaction.
  question('fixed', 'hygiene', 'yes-no', ['要修的都修好了吗？', 'Is everything fixed that was to be fixed?']),
  // R34: what alone raises satisfaction.
  question('welcome', 'satisfier', 'five-level', [
    '来店时，您觉得受欢迎吗？',
    'How welcome did you feel when you came?',
  ]),
  // R35: what weighs on a customer before any repair.
  question('labour-price', 'negative', 'five-level', [
    '您觉得工时费合理吗？',
    'How reasonable did you find the price of labour?',
  ]),
  question('diagnosis', 'hygiene', 'yes-no', [
    '毛病找得准吗？',
    'Did we find the right cause of the trouble?',
  ]),
  question('understood', 'satisfier', 'five-level', [
    '您觉得我们理解您的要求和担心吗？',
    'How well understood did you feel?',
  ]),
  question('parts-price', 'negative', 'five-level', [
    '您觉得配件价格合理吗？',
    'How reasonable did you find the price of parts?',
  ]),
  question('quality', 'hygiene', 'yes-no', [
    '提车时，车辆和维修质量都没问题吧？',
    'Was the quality of the work right when you got your car back?',
  ]),
  question('comfortable', 'satisfier', 'five-level', [
    '等候时，您觉得舒适吗？',
    'How comfortable were you while you waited?',
  ]),
  question('waiting', 'negative', 'five-level', [
    '您觉得维修用的时间合理吗？',
    'How reasonable did you find the time it took?',
  ]),
  question('on-time', 'hygiene', 'yes-no', [
    '按说好的时间交车了吗？',
    'Was your car ready when we had promised?',
  ]),
  question('important', 'satisfier', 'five-level', [
    '您觉得自己受到重视吗？',
    'How important did you feel to us?',
  ]),
  // R37: fairness, and to what the customer puts the outcome down.
  question('fairness-price', 'fairness', 'yes-no', [
    '收费对您公平吗？',
    'Was what you paid fair, compared with others?',
  ]),
  question(
    'attribution',
    'attribution',
    'choice',
    ['这次的结果主要因为：', 'What did it mostly come down to?'],
    {
      label: ['这次的结果，您觉得主要因为什么？', 'What do you think the outcome mostly came down to?'],
      options: [
        ['人员', 'our people'],
        ['技术', 'our skill'],
        ['流程', 'how we work'],
        ['车况', 'the car'],
      ],
    },
  ),
  question('fairness-turn', 'fairness', 'yes-no', ['排队先后对您公平吗？', 'Were you served in fair turn?']),
  // R31
  question(
    'competition',
    'competition',
    'choice',
    ['与别的店相比，我们：', 'Compared with other shops, we are:'],
    {
      options: [
        ['更好', 'better'],
        ['差不多', 'about the same'],
        ['更差', 'worse'],
        ['不清楚', 'cannot say'],
      ],
    },
  ),
  question(
    'late-told',
    'hygiene',
    'yes-no',
    ['交车晚了，事先告诉您了吗？', 'Your car was late. Did we tell you before?'],
    {
      when: 'late',
    },
  ),
  question(
    'deferred-clear',
    'satisfier',
    'yes-no',
    ['暂时没做的项目，为什么要做讲清楚了吗？', 'Did we make clear why the work you put off matters?'],
    { when: 'deferred-work' },
  ),
  question(
    'cost-told',
    'fairness',
    'yes-no',
    ['费用超出预估，事先征得您同意了吗？', 'It cost more than estimated. Did we ask you before?'],
    { when: 'cost-more' },
  ),
  question('open', 'open', 'open', [
    '还有什么想对我们说的？',
    'Is there anything else you would like to tell us?',
  ]),
];

/** The name of this questionnaire; one that changes is named anew, so that answers keep the questions they were given to. */
export const defaultName = 'group-1';
