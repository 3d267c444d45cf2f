import type { Locale, TemplateName } from '../events/text-request.ts';

/** What a template may say: the dealer's and the customer's name, and the impersonal blanks of the request. */
export interface Blanks {
  readonly dealer: string;
  /** The customer's name; left out where it is unknown or too long for one part. */
  readonly name?: string;
  readonly [blank: string]: string | undefined;
}

/** A text in one language. `wayOut` is the word that it names for opting out, if it names one. */
export interface Template {
  readonly render: (blanks: Blanks) => string;
  readonly wayOut?: string;
}

const zh: Record<TemplateName, Template> = {
  'survey.overall': {
    render: ({ dealer, name, link }) =>
      link
        ? `【${dealer}】${name ? greet(name) : ''}维修满意吗？回复1到5(5最好)或点${link} 退订回T`
        : `【${dealer}】${greet(name)}您对这次维修满意吗？请回复数字：5完全满意 4满意 3尚可 2不满意 1完全不满意。退订回T`,
    wayOut: 'T',
  },
  'survey.repeat': {
    render: ({ dealer }) =>
      `【${dealer}】抱歉没能看懂。请只回复1到5中的一个数字：5完全满意，3尚可，1完全不满意。退订回T`,
    wayOut: 'T',
  },
  'survey.thanks': { render: ({ dealer }) => `【${dealer}】谢谢您的回答！我们会继续用心为您服务。` },
  'survey.thanks-modest': {
    render: ({ dealer }) => `【${dealer}】谢谢您坦率的回答！我们会用心改进，期待下次让您更满意。`,
  },
  'survey.question': { render: ({ dealer, question }) => `【${dealer}】谢谢！${question}` },
  'complaint.opened': {
    render: ({ dealer, number }) =>
      `【${dealer}】很抱歉让您不满意。已记录为${number}，专人会与您联系。您想补充的话可直接回复。`,
  },
  'complaint.recorded': {
    render: ({ dealer, number, quote }) =>
      `【${dealer}】很抱歉让您不满意。已记录为${number}：“${quote}”。专人会与您联系。补充或更正请直接回复。`,
  },
  'complaint.solved?': {
    render: ({ dealer, number }) =>
      `【${dealer}】您反映的问题(${number})解决了吗？请回复“解决了”或“没有解决”。`,
  },
  'complaint.solved-again?': {
    render: ({ dealer, number }) =>
      `【${dealer}】想再请您确认：您的问题(${number})解决了吗？请回复“解决了”或“没有解决”。`,
  },
  'complaint.settled': {
    render: ({ dealer, number }) =>
      `【${dealer}】您反映的问题(${number})已有处理方案，专人会马上向您说明并落实。`,
  },
  'complaint.refused': {
    render: ({ dealer, number }) =>
      `【${dealer}】很抱歉，问题(${number})无法按您的要求处理。专人会来电说明理由和其他办法，也可直接回复。`,
  },
  'complaint.closed': {
    render: ({ dealer }) => `【${dealer}】谢谢您的确认！给您添麻烦了，期待继续为您服务。`,
  },
  'complaint.reopened': {
    render: ({ dealer, number }) =>
      `【${dealer}】明白了，问题(${number})还没有解决，我们马上继续处理。还差什么，请直接回复。`,
  },
  'callback.missed': {
    render: ({ dealer }) =>
      `【${dealer}】您好，我们几次致电都没能联系上您。请回复方便的时间，我们再给您打电话。`,
  },
  'callback.recorded': {
    render: ({ dealer, quote }) => `【${dealer}】您刚才说的我们记录为：“${quote}”。如有出入，请直接回复。`,
  },
  'staff.major-complaint': {
    render: ({ dealer, number }) => `【${dealer}】重大投诉${number}需要您立即处理，请马上查看工作清单。`,
  },
  'staff.overdue': {
    render: ({ dealer, count }) => `【${dealer}】您有${count}项工作已超时或已上报给您，请查看工作清单。`,
  },
  'opt-out.confirmed': { render: ({ dealer }) => `【${dealer}】已为您退订，今后不再发送短信。` },
};

const en: Record<TemplateName, Template> = {
  'survey.overall': {
    render: ({ dealer, name, link }) =>
      link
        ? `${dealer}: ${greetInEnglish(name)}how satisfied are you with your visit? Reply 1 to 5 (5 is best) or tap ${link} STOP to opt out`
        : `${dealer}: ${greetInEnglish(name)}how satisfied are you with your visit? Reply 5 very satisfied, 4 satisfied, 3 OK, 2 dissatisfied, 1 very dissatisfied. STOP to opt out`,
    wayOut: 'STOP',
  },
  'survey.repeat': {
    render: ({ dealer }) =>
      `${dealer}: Sorry, we could not read that. Please reply with one digit, 1 to 5: 5 very satisfied, 3 OK, 1 very dissatisfied. STOP to opt out`,
    wayOut: 'STOP',
  },
  'survey.thanks': {
    render: ({ dealer }) => `${dealer}: Thank you for your answer! It helps us to look after you.`,
  },
  'survey.thanks-modest': {
    render: ({ dealer }) =>
      `${dealer}: Thank you for being frank! We will work on it, and hope to do better next time.`,
  },
  'survey.question': { render: ({ dealer, question }) => `${dealer}: Thank you! ${question}` },
  'complaint.opened': {
    render: ({ dealer, number }) =>
      `${dealer}: We are sorry. This is recorded as ${number}; a person will contact you. Reply here to add anything.`,
  },
  'complaint.recorded': {
    render: ({ dealer, number, quote }) =>
      `${dealer}: We are sorry. Recorded as ${number}: "${quote}". A person will contact you. Reply to add or correct anything.`,
  },
  'complaint.solved?': {
    render: ({ dealer, number }) => `${dealer}: Is your problem (${number}) solved? Please reply YES or NO.`,
  },
  'complaint.solved-again?': {
    render: ({ dealer, number }) =>
      `${dealer}: May we ask once more: is your problem (${number}) solved? Please reply YES or NO.`,
  },
  'complaint.settled': {
    render: ({ dealer, number }) =>
      `${dealer}: We have decided how to settle ${number}. A person will explain it to you and see to it now.`,
  },
  'complaint.refused': {
    render: ({ dealer, number }) =>
      `${dealer}: We are sorry, we cannot do what you ask in ${number}. A person will call to explain why and what we can do. Or reply here.`,
  },
  'complaint.closed': {
    render: ({ dealer }) =>
      `${dealer}: Thank you for confirming. We are sorry for the trouble and glad to have you.`,
  },
  'complaint.reopened': {
    render: ({ dealer, number }) =>
      `${dealer}: Understood, ${number} is not solved. We are on it again. Reply here to tell us what is missing.`,
  },
  'callback.missed': {
    render: ({ dealer }) =>
      `${dealer}: We tried to call you and could not reach you. Reply with a time that suits you, and we call again.`,
  },
  'callback.recorded': {
    render: ({ dealer, quote }) =>
      `${dealer}: We noted what you told us as: "${quote}". If that is not right, just reply.`,
  },
  'staff.major-complaint': {
    render: ({ dealer, number }) =>
      `${dealer}: Major complaint ${number} needs you at once. Please open your worklist now.`,
  },
  'staff.overdue': {
    render: ({ dealer, count }) =>
      `${dealer}: Overdue or passed up to you: ${count}. Please open your worklist.`,
  },
  'opt-out.confirmed': {
    render: ({ dealer }) => `${dealer}: You are unsubscribed and will get no more texts.`,
  },
};

const templates: Record<Locale, Record<TemplateName, Template>> = { 'zh-CN': zh, 'en-US': en };

/** The template of a name in a language. */
export function templateOf(name: TemplateName, locale: Locale): Template {
  return templates[locale][name];
}

const longestName = { zh: 6, en: 14 };

function greet(name: string | undefined): string {
  return name && name.length <= longestName.zh ? `${name}您好，` : '您好，';
}

function greetInEnglish(name: string | undefined): string {
  const first = name?.split(/\s+/)[0];
  return first && first.length <= longestName.en ? `Hi ${first}, ` : '';
}
