import { explain } from '../../callbacks/explain.ts';
import type { closings, handReasons, outcomes, skipReasons } from '../../events/callbacks.ts';
import type { Zone } from '../../platform/time.ts';
import { type FactsByName, moment, say, type Sentence, type Tellers, together } from './sentence.ts';

const skips: Readonly<Record<(typeof skipReasons)[number], Sentence>> = {
  'declined-contact': say(
    '客户在接待时表示不要回访。',
    'The customer said at the desk that they want no contact.',
  ),
  'no-consent': say(
    '客户不同意就这次维修被联系。',
    'The customer did not agree to be contacted about the visit.',
  ),
  'received-late': say(
    '我们得知这次维修时已超过允许回访的天数。',
    'We learnt of the visit when the days in which a customer may be asked were over.',
  ),
  'recently-asked': say(
    '客户不久前刚被短信询问过，这次不再打扰。',
    'The customer was asked by text not long ago, and is left in peace this time.',
  ),
  'imported-history': say('这是导入的历史记录。', 'It is imported history.'),
  void: say('这次维修已作废。', 'The visit was declared void.'),
  erased: say('已应客户要求删除其资料。', "The customer's data was erased as they asked."),
};

const hands: Readonly<Record<(typeof handReasons)[number], Sentence>> = {
  silent: say('客户没有答复短信。', 'The customer did not answer the text.'),
  unclear: say('客户的答复看不明白。', "The customer's answer could not be understood."),
  'opted-out': say('客户不要短信。', 'The customer wants no texts.'),
  'not-sent': say(
    '短信没有发出，或不确定是否发出。',
    'The text did not leave, or nobody knows whether it did.',
  ),
  'asked-for-call': say('客户希望来电。', 'The customer asked to be called.'),
  unreachable: say('电话联系不上客户。', 'The customer could not be reached by phone.'),
};

const attempts: Readonly<Record<(typeof outcomes)[number], Sentence>> = {
  reached: say('致电并与客户通了话。', 'Somebody called and spoke with the customer.'),
  'no-answer': say('致电，无人接听。', 'Somebody called; nobody answered.'),
  refused: say('致电，客户拒绝回访。', 'Somebody called; the customer did not want to talk.'),
  'wrong-number': say('致电，号码不是客户本人的。', 'Somebody called; the number is not the customer’s.'),
  'not-in-service': say('致电，是空号。', 'Somebody called; the number is not in service.'),
  'call-again': say(
    '致电，客户请我们改时间再打。',
    'Somebody called; the customer asked to be called again.',
  ),
  'letter-sent': say('已寄出信件。', 'A letter was sent.'),
};

const ends: Readonly<Record<(typeof closings)[number], Sentence>> = {
  answered: say('客户已作答。', 'The customer has answered.'),
  reached: say('已与客户通话。', 'Somebody spoke with the customer.'),
  refused: say('客户拒绝回访。', 'The customer did not want to talk.'),
  unreachable: say('联系不上客户。', 'The customer could not be reached.'),
  'wrong-number': say('号码有误。', 'The number was wrong.'),
  'not-in-service': say('是空号。', 'The number was not in service.'),
  silent: say('客户没有答复。', 'The customer gave no answer.'),
  void: say('维修已作废。', 'The visit was declared void.'),
  'no-longer-open': say('要询问的项目已不再待修。', 'What was to be asked about is no longer open.'),
  erased: say('已应客户要求删除其资料。', "The customer's data was erased as they asked."),
};

/** How visits, callbacks and the answers of customers are told. */
export const callbackSentences: Tellers<
  Extract<keyof FactsByName, `visit.${string}` | `callback.${string}` | `survey.${string}`>
> = {
  'visit.recorded': visitTold,
  'visit.corrected': ({ repairOrder }) =>
    say(`维修系统更正了工单 ${repairOrder}。`, `The DMS corrected repair order ${repairOrder}.`),
  'visit.voided': ({ repairOrder }) =>
    say(`维修系统作废了工单 ${repairOrder}。`, `The DMS declared repair order ${repairOrder} void.`),
  'callback.planned': planTold,
  'callback.replanned': (facts, zone) =>
    together(say('安排有变。', 'The plan changed.'), planTold(facts, zone)),
  'callback.withdrawn': () =>
    say('车辆尚未交付，回访暂缓。', 'The vehicle is not delivered after all; the callback waits.'),
  'callback.skipped': ({ reason }) =>
    together(say('不对这次维修作回访。', 'The customer is not asked about this visit.'), skips[reason]),
  'callback.opened': ({ channel }) =>
    channel === 'text'
      ? say('到了约定的时间，用短信询问。', 'The moment came to ask by text.')
      : say('到了约定的时间，由人致电。', 'The moment came for somebody to call.'),
  'callback.handed': ({ reason }) =>
    together(say('改由人致电。', 'Somebody is to call instead.'), hands[reason]),
  'callback.reassigned': () => say('改由另一位同事致电。', 'Another colleague is to call.'),
  'callback.attempted': ({ outcome }) => attempts[outcome],
  'callback.deferred-heard': () =>
    say(
      '客户在另一次通话中说明了推迟项目的打算。',
      'The customer said in another conversation what is to become of work that was put off.',
    ),
  'callback.turn-taken': () =>
    say('轮到询问这位客户推迟的项目。', 'It is the turn to ask this customer about work that was put off.'),
  'callback.closed': ({ outcome }) => together(say('回访结束。', 'The callback is finished.'), ends[outcome]),
  'survey.asked': () => say('向客户提出满意度问题。', 'The customer is asked how satisfied they are.'),
  'survey.repeated': () =>
    say(
      '答复看不明白，再问一次。',
      'The answer could not be understood, so the question is asked once more.',
    ),
  'survey.answered': ({ score }) => say(`客户打了 ${score} 分。`, `The customer gave a ${score}.`),
  'survey.question-answered': ({ low }) =>
    low
      ? say('客户回答了追问，并不满意。', 'The customer answered a further question, and is not content.')
      : say('客户回答了追问。', 'The customer answered a further question.'),
  'survey.remarked': () => say('客户作答后又写了话。', 'The customer wrote on after having answered.'),
  'survey.unclear': () =>
    say('答复不是评分，由人来看。', 'What the customer wrote is no score; a person reads it.'),
  'survey.silent': () => say('客户在规定时间内没有答复。', 'The customer did not answer in time.'),
};

function visitTold({ repairOrder, deliveredAt }: FactsByName['visit.recorded'], zone: Zone): Sentence {
  const at = deliveredAt && moment(deliveredAt, zone);
  return say(
    `维修系统告知工单 ${repairOrder}${at ? `，车辆于 ${at} 交付` : ''}。`,
    `The DMS told us of repair order ${repairOrder}${at ? `; the vehicle was delivered on ${at}` : ''}.`,
  );
}

function planTold({ channel, dueAt, rule, because }: FactsByName['callback.planned'], zone: Zone): Sentence {
  const at = moment(dueAt, zone);
  const planned =
    channel === 'text'
      ? say(`计划于 ${at} 用短信询问。`, `The customer is to be asked by text on ${at}.`)
      : say(`计划于 ${at} 致电。`, `The customer is to be called on ${at}.`);
  const reasons = explain({ rule, because, assignedBy: undefined, status: 'planned' });
  const told = reasons.filter(({ about }) => about !== 'script').map(({ sentence }) => sentence);
  return together(planned, ...told);
}
