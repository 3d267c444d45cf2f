import type { Locale } from '../../events/text-request.ts';

/** What the public page says, in one language. */
export interface Wording {
  readonly title: string;
  readonly intro: string;
  readonly words: string;
  readonly wordsHint: string;
  readonly remedy: string;
  readonly phone: string;
  readonly phoneHint: string;
  readonly send: string;
  readonly privacy: string;
  readonly other: { readonly locale: Locale; readonly name: string };
  readonly received: (number: string) => string;
  readonly next: string;
  readonly verify: string;
  readonly faults: { readonly words: string; readonly remedySought: string; readonly phone: string };
  readonly tooMany: string;
  readonly tooLarge: string;
  readonly noDealer: string;
}

export const wordings: Readonly<Record<Locale, Wording>> = {
  'zh-CN': {
    title: '意见与投诉',
    intro: '哪里没做好，请直接告诉我们。您的话原样记录，由客服部门负责到您说“解决了”为止。',
    words: '发生了什么？',
    wordsHint: '请用您自己的话写，最多5000字。',
    remedy: '您希望我们怎么处理？（可不填）',
    phone: '您的手机号码',
    phoneHint: '我们把记录的内容发到这个号码，并与您联系。',
    send: '提交',
    privacy: '您填写的内容只用于处理这次投诉。',
    other: { locale: 'en-US', name: 'English' },
    received: (number) => `已收到，编号 ${number}`,
    next: '接下来：专人会在工作时间内与您联系，了解情况并商量处理办法。',
    verify: '我们会把记录的内容用短信发给您。要补充或更正，直接回复短信即可；您原来的话会一并保留。',
    faults: {
      words: '请写下发生了什么，最多5000字。',
      remedySought: '请写在2000字以内。',
      phone: '请填写能接收短信的手机号码。',
    },
    tooMany: '提交次数过多，请稍后再试，或直接致电本店。',
    tooLarge: '内容过长，请缩短后再提交。',
    noDealer: '没有这家店的页面，请核对网址或二维码。',
  },
  'en-US': {
    title: 'Tell us what went wrong',
    intro:
      'Your words are kept exactly as you write them, and customer service stays with them until you say that it is solved.',
    words: 'What happened?',
    wordsHint: 'In your own words, at most 5,000 characters.',
    remedy: 'What would put it right? (optional)',
    phone: 'Your mobile number',
    phoneHint: 'We text you what we recorded, and contact you on this number.',
    send: 'Send',
    privacy: 'What you write is used to settle this complaint and for nothing else.',
    other: { locale: 'zh-CN', name: '中文' },
    received: (number) => `Received as ${number}`,
    next: 'Next: a person contacts you within working hours, to listen and to agree with you on what to do.',
    verify:
      'We text you what we recorded. To add or correct anything, reply to that text; your first words stay beside it.',
    faults: {
      words: 'Please write what happened, in at most 5,000 characters.',
      remedySought: 'Please write at most 2,000 characters.',
      phone: 'Please give a mobile number that receives texts.',
    },
    tooMany: 'That was sent too often. Please try again later, or call the store.',
    tooLarge: 'That is too long. Please shorten it and send it again.',
    noDealer: 'There is no page for this store. Please check the address or the code that you scanned.',
  },
};
