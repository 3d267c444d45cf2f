import type { Locale } from '../../events/text-request.ts';

/** What the page of a survey says, in one language. */
interface Wording {
  readonly title: string;
  readonly intro: string;
  readonly remark: string;
  readonly remarkHint: string;
  readonly send: string;
  readonly privacy: string;
  readonly other: { readonly locale: Locale; readonly name: string };
  readonly answered: string;
  readonly thanks: Readonly<Record<'good' | 'modest' | 'sorry', string>>;
  readonly again: string;
  readonly noOverall: string;
  readonly nothing: string;
  readonly tooLong: string;
  readonly tooMany: string;
  readonly none: string;
  readonly over: string;
}

export const wordings: Readonly<Record<Locale, Wording>> = {
  'zh-CN': {
    title: '您的评价',
    intro: '只有第一题需要回答，其余随意。您的回答直接交给客服，谁也不能给自己打分。',
    remark: '还有什么想对我们说的？',
    remarkHint: '可不填，最多2000字，原样记录。',
    send: '提交',
    privacy: '您的回答只用于改进服务和答复您。',
    other: { locale: 'en-US', name: 'English' },
    answered: '已回答：',
    thanks: {
      good: '谢谢您的回答！我们会继续用心为您服务。',
      modest: '谢谢您坦率的回答！我们会用心改进。',
      sorry: '很抱歉让您不满意。我们已经记录，专人会与您联系。',
    },
    again: '继续回答其他问题',
    noOverall: '请先回答这一题。',
    nothing: '还没有新的回答。',
    tooLong: '内容过长，请写在2000字以内。',
    tooMany: '提交次数过多，请稍后再试，或直接回复短信。',
    none: '没有这个页面，请核对短信里的网址。',
    over: '这个页面已经过期。您有话对我们说，请直接回复短信或致电本店。',
  },
  'en-US': {
    title: 'How was your visit?',
    intro:
      'Only the first question needs an answer. Customer service reads your answers; nobody grades themselves.',
    remark: 'Is there anything else you would like to tell us?',
    remarkHint: 'Optional, at most 2,000 characters, kept exactly as you write it.',
    send: 'Send',
    privacy: 'Your answers are used to do better and to answer you, and for nothing else.',
    other: { locale: 'zh-CN', name: '中文' },
    answered: 'Answered: ',
    thanks: {
      good: 'Thank you for your answer! It helps us to look after you.',
      modest: 'Thank you for being frank! We will work on it.',
      sorry: 'We are sorry. This is recorded, and a person will contact you.',
    },
    again: 'Answer the other questions',
    noOverall: 'Please answer this question first.',
    nothing: 'There is no new answer yet.',
    tooLong: 'That is too long. Please write at most 2,000 characters.',
    tooMany: 'That was sent too often. Please try again later, or reply to the text.',
    none: 'There is no such page. Please check the address in the text.',
    over: 'This page is over. To tell us anything, please reply to the text or call the store.',
  },
};
