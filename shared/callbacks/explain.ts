import type { Because } from '../events/callbacks.ts';
import type { Locale } from '../events/text-request.ts';
import type { Assignment } from '../staff/choose-caller.ts';
import type { Callback } from './callback.ts';
import type { DeferredRule } from './deferred/follow.ts';
import type { DateRule } from './plan.ts';

/** One rule behind a callback, with the sentence that tells staff what it means. */
export interface Reason {
  readonly about: 'moment' | 'channel' | 'person' | 'script' | 'calendar';
  readonly rule: string;
  readonly sentence: Readonly<Record<Locale, string>>;
}

type Sentences<R extends string> = Readonly<Record<R, readonly [zh: string, en: string]>>;

const moments: Sentences<DateRule | DeferredRule | 'judged-anew' | 'customer-wrote'> = {
  'agreed-time': [
    '这是客户在接待台约定的时间。',
    'This is the time that the customer agreed to at the desk.',
  ],
  'agreed-time-passed': [
    '约定的时间在我们能够联系之前已过，因此安排在下一个允许的时间。',
    'The agreed time was over before we could ask, so it is the next moment at which we may.',
  ],
  'agreed-time-closed': [
    '约定的时间段内不允许联系（非工作时间或免打扰时段），因此安排在其后第一个允许的时间。',
    'The agreed time holds no moment at which we may ask (closed, or quiet hours), so it is the first one after it.',
  ],
  'day-after-delivery': [
    '按默认安排，交车次日起、三日之内联系。',
    'By default the customer is asked from the day after delivery on, within three days.',
  ],
  'day-of-class': [
    '门店为这类客户设定了交车后的回访日。',
    'The dealer has set the day after delivery for this class of customers.',
  ],
  'closed-days': [
    '交车后三天均休息，因此在第一个营业上午致电。',
    'All three days after delivery are closed, so the call is on the first open morning.',
  ],
  'received-late': [
    '我们得知这次维修太晚，三日之内已无法联系，因此安排在下一个允许的时间。',
    'We learnt of the visit too late to ask within three days, so it is the next moment at which we may.',
  ],
  'judged-anew': [
    '到期时客户类别已变，因此按新类别安排在下一个允许的时间。',
    'When it was due the customer was of another class, so it is the next moment at which that class may be asked.',
  ],
  'customer-wrote': [
    '客户主动来信，因此尽快致电。',
    'The customer wrote by themselves, so somebody calls as soon as possible.',
  ],
  'deferred-safety-work': [
    '上次维修推迟的转向或制动等安全项目仍未完成，因此由专人致电说明利害、劝客户尽快来修。',
    'Steering, brake or other safety work that was put off is still open, so somebody calls to say what is at stake and to urge its repair.',
  ],
  'deferred-again': [
    '推迟的安全项目仍未完成，客户也没有明确拒绝，因此按门店设定的间隔再次致电。',
    'The safety work is still open and the customer has not refused it, so somebody calls again after the time that the dealer has set.',
  ],
  'deferred-as-asked': [
    '推迟的安全项目仍未完成；这是客户要求再谈的时间，或约好的日子已过。',
    'The safety work is still open; the customer asked to be asked again now, or the appointment for it has passed.',
  ],
  'deferred-after-talk': [
    '先完成这次维修本身的回访，之后安全项目仍未落实才另行致电。',
    'The conversation about the visit itself went first; this call follows since the safety work is still open after it.',
  ],
  'deferred-by-turns': [
    '同一电话的另一辆车刚刚提醒过，因此隔几天再致电。',
    'The same phone was called about another vehicle, so this call came some days later.',
  ],
};

const channels: Sentences<Because['channel']> = {
  'agreed-method': ['客户在接待台选择了这种方式。', 'The customer chose this way at the desk.'],
  'important-customer': [
    '客户是重要客户（有不满或有流失风险），按门店对重要客户的设定联系。',
    'The customer is important (aggrieved or at risk) and is asked as the dealer has set for them.',
  ],
  'quality-customer': [
    '客户是优质客户，按门店对优质客户的设定联系。',
    'The customer is a quality customer and is asked as the dealer has set for them.',
  ],
  'ordinary-customer': [
    '按门店对一般客户的设定联系。',
    'The customer is asked as the dealer has set for everybody.',
  ],
};

const people: Sentences<Assignment['rule']> = {
  manager: ['重要客户由部门负责人亲自致电。', 'Important customers are called by their manager in person.'],
  'receiving-advisor': [
    '由接待这次维修的服务顾问致电。',
    'The advisor who received the visit makes the call.',
  ],
  team: [
    '接待的服务顾问当天无法致电，由同组同事代为致电。',
    'The receiving advisor cannot call that day, so a colleague of the same team does.',
  ],
  'customer-service': ['由客服致电。', 'Customer service makes the call.'],
  overflow: [
    '服务顾问当天的回访量已满，由客服致电。',
    'The advisor has as many calls as fit into that day, so customer service makes this one.',
  ],
  'over-ceiling': [
    '当天所有人的回访量都已到上限，由任务最少者致电。',
    'Everybody has reached the ceiling for that day; whoever has the fewest calls makes this one.',
  ],
  colleague: ['由同事移交并指定。', 'A colleague handed it over to this person.'],
  'nobody-present': [
    '当天可以致电的人都不在，由总经理安排。',
    'Everybody who could call is away on that day; the general manager sees to it.',
  ],
  nobody: ['门店没有可以致电的人，请指定负责人。', 'The dealer has nobody who could call; name somebody.'],
};

/** Why a callback is as it is: one reason for each thing that was decided, as far as it is decided yet. */
export function explain({
  rule,
  because,
  assignedBy,
  status,
}: Pick<Callback, 'rule' | 'because' | 'assignedBy' | 'status'>): Reason[] {
  if (status === 'skipped') return [];
  return [
    ...reason('moment', rule, moments),
    ...(because ? reason('channel', because.channel, channels) : []),
    ...(assignedBy ? reason('person', assignedBy, people) : []),
    ...(because ? [scriptReason(because)] : []),
    ...(because?.calendar ? [calendarReason(because.calendar)] : []),
  ];
}

function reason(about: Reason['about'], rule: string, known: Sentences<string>): Reason[] {
  const sentence = known[rule];
  return sentence ? [{ about, rule, sentence: { 'zh-CN': sentence[0], 'en-US': sentence[1] } }] : [];
}

function scriptReason({ script, class: customerClass }: Because): Reason {
  const names = {
    important: ['重要客户', 'important customers'],
    quality: ['优质客户', 'quality customers'],
    ordinary: ['一般客户', 'all other customers'],
  } as const;
  const [zh, en] = names[customerClass];
  const sentence = {
    'zh-CN': `使用维修后回访${zh}的话术。`,
    'en-US': `The script is one for ${en} after a visit.`,
  };
  return { about: 'script', rule: script, sentence };
}

function calendarReason(rule: string): Reason {
  const sentence = {
    'zh-CN': '该年度的法定节假日尚未录入，暂按星期安排，日期可能落在假日。',
    'en-US':
      'The public holidays of the year are not known yet; only the days of the week counted, so it may fall on one.',
  };
  return { about: 'calendar', rule, sentence };
}
