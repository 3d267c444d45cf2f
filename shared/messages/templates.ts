import type { Locale, TemplateName } from '../events/text-request.ts';
import type { Wording } from './wording.ts';

const zh: Record<TemplateName, Wording> = {
  'survey.overall': {
    words:
      '【{dealer}】{greeting}您对这次维修满意吗？请回复数字：5完全满意 4满意 3尚可 2不满意 1完全不满意。退订回T',
    withLink: '【{dealer}】{greeting}维修满意吗？回复1到5(5最好)或点{link} 退订回T',
    wayOut: 'T',
  },
  'survey.repeat': {
    words: '【{dealer}】抱歉没能看懂。请只回复1到5中的一个数字：5完全满意，3尚可，1完全不满意。退订回T',
    wayOut: 'T',
  },
  'survey.thanks': { words: '【{dealer}】谢谢您的回答！我们会继续用心为您服务。' },
  'survey.thanks-modest': {
    words: '【{dealer}】谢谢您坦率的回答！我们会用心改进，期待下次让您更满意。',
  },
  'survey.question': { words: '【{dealer}】谢谢！{question}' },
  'complaint.opened': {
    words: '【{dealer}】很抱歉让您不满意。已记录为{number}，专人会与您联系。您想补充的话可直接回复。',
  },
  'complaint.recorded': {
    words:
      '【{dealer}】很抱歉让您不满意。已记录为{number}：“{quote}”。专人会与您联系。补充或更正请直接回复。',
  },
  'complaint.solved?': {
    words: '【{dealer}】您反映的问题({number})解决了吗？请回复“解决了”或“没有解决”。',
  },
  'complaint.solved-again?': {
    words: '【{dealer}】想再请您确认：您的问题({number})解决了吗？请回复“解决了”或“没有解决”。',
  },
  'complaint.settled': {
    words: '【{dealer}】您反映的问题({number})已有处理方案，专人会马上向您说明并落实。',
  },
  'complaint.refused': {
    words:
      '【{dealer}】很抱歉，问题({number})无法按您的要求处理。专人会来电说明理由和其他办法，也可直接回复。',
  },
  'complaint.closed': {
    words: '【{dealer}】谢谢您的确认！给您添麻烦了，期待继续为您服务。',
  },
  'complaint.reopened': {
    words: '【{dealer}】明白了，问题({number})还没有解决，我们马上继续处理。还差什么，请直接回复。',
  },
  'callback.missed': {
    words: '【{dealer}】您好，我们几次致电都没能联系上您。请回复方便的时间，我们再给您打电话。',
  },
  'callback.recorded': {
    words: '【{dealer}】您刚才说的我们记录为：“{quote}”。如有出入，请直接回复。',
  },
  'staff.major-complaint': {
    words: '【{dealer}】重大投诉{number}需要您立即处理，请马上查看工作清单。',
  },
  'staff.overdue': {
    words: '【{dealer}】您有{count}项工作已超时或已上报给您，请查看工作清单。',
  },
  'opt-out.confirmed': { words: '【{dealer}】已为您退订，今后不再发送短信。' },
};

const en: Record<TemplateName, Wording> = {
  'survey.overall': {
    words:
      '{dealer}: {greeting}how satisfied are you with your visit? Reply 5 very satisfied, 4 satisfied, 3 OK, 2 dissatisfied, 1 very dissatisfied. STOP to opt out',
    withLink:
      '{dealer}: {greeting}how satisfied are you with your visit? Reply 1 to 5 (5 is best) or tap {link} STOP to opt out',
    wayOut: 'STOP',
  },
  'survey.repeat': {
    words:
      '{dealer}: Sorry, we could not read that. Please reply with one digit, 1 to 5: 5 very satisfied, 3 OK, 1 very dissatisfied. STOP to opt out',
    wayOut: 'STOP',
  },
  'survey.thanks': {
    words: '{dealer}: Thank you for your answer! It helps us to look after you.',
  },
  'survey.thanks-modest': {
    words: '{dealer}: Thank you for being frank! We will work on it, and hope to do better next time.',
  },
  'survey.question': { words: '{dealer}: Thank you! {question}' },
  'complaint.opened': {
    words:
      '{dealer}: We are sorry. This is recorded as {number}; a person will contact you. Reply here to add anything.',
  },
  'complaint.recorded': {
    words:
      '{dealer}: We are sorry. Recorded as {number}: "{quote}". A person will contact you. Reply to add or correct anything.',
  },
  'complaint.solved?': {
    words: '{dealer}: Is your problem ({number}) solved? Please reply YES or NO.',
  },
  'complaint.solved-again?': {
    words: '{dealer}: May we ask once more: is your problem ({number}) solved? Please reply YES or NO.',
  },
  'complaint.settled': {
    words:
      '{dealer}: We have decided how to settle {number}. A person will explain it to you and see to it now.',
  },
  'complaint.refused': {
    words:
      '{dealer}: We are sorry, we cannot do what you ask in {number}. A person will call to explain why and what we can do. Or reply here.',
  },
  'complaint.closed': {
    words: '{dealer}: Thank you for confirming. We are sorry for the trouble and glad to have you.',
  },
  'complaint.reopened': {
    words:
      '{dealer}: Understood, {number} is not solved. We are on it again. Reply here to tell us what is missing.',
  },
  'callback.missed': {
    words:
      '{dealer}: We tried to call you and could not reach you. Reply with a time that suits you, and we call again.',
  },
  'callback.recorded': {
    words: '{dealer}: We noted what you told us as: "{quote}". If that is not right, just reply.',
  },
  'staff.major-complaint': {
    words: '{dealer}: Major complaint {number} needs you at once. Please open your worklist now.',
  },
  'staff.overdue': {
    words: '{dealer}: Overdue or passed up to you: {count}. Please open your worklist.',
  },
  'opt-out.confirmed': {
    words: '{dealer}: You are unsubscribed and will get no more texts.',
  },
};

const templates: Record<Locale, Record<TemplateName, Wording>> = { 'zh-CN': zh, 'en-US': en };

/** The wording that every dealer begins with. */
export function templateOf(name: TemplateName, locale: Locale): Wording {
  return templates[locale][name];
}
