import type { Basis, undeliveredReasons, withholdReasons } from '../../events/messages.ts';
import type { TemplateName } from '../../events/text-request.ts';
import { type FactsByName, moment, say, type Sentence, type Tellers, together } from './sentence.ts';

const texts: Readonly<Record<TemplateName, Sentence>> = {
  'survey.overall': say('满意度短信', 'The question after the visit'),
  'survey.repeat': say('再次询问的短信', 'The question asked once more'),
  'survey.thanks': say('感谢短信', 'The thanks for the answer'),
  'survey.thanks-modest': say('感谢短信', 'The thanks for the answer'),
  'survey.question': say('追问短信', 'A further question after the visit'),
  'complaint.opened': say('已记录投诉的短信', 'The text that a complaint was recorded'),
  'complaint.solved?': say('询问投诉是否解决的短信', 'The question whether the complaint is solved'),
  'complaint.solved-again?': say(
    '再次询问投诉是否解决的短信',
    'The question, once more, whether the complaint is solved',
  ),
  'complaint.settled': say('告知处理方案的短信', 'The text that a settlement was decided'),
  'complaint.refused': say('告知无法照办的短信', 'The text that the wish cannot be met'),
  'complaint.closed': say('投诉结束的短信', 'The text that closes the complaint'),
  'complaint.reopened': say('继续处理投诉的短信', 'The text that the complaint is worked on again'),
  'callback.missed': say('电话未接通后的短信', 'The text after calls that nobody answered'),
  'callback.recorded': say('复述记录的短信', 'The text that repeats what was noted'),
  'complaint.recorded': say('复述投诉内容的短信', 'The text that a complaint was recorded, with its words'),
  'staff.major-complaint': say('通知员工重大投诉的短信', 'The text that tells staff of a major complaint'),
  'staff.overdue': say('提醒员工超时工作的短信', 'The text that tells staff of overdue work'),
  'opt-out.confirmed': say('退订确认短信', 'The confirmation of the opt-out'),
};

const bases: Readonly<Record<Basis['kind'], Sentence>> = {
  contract: say(
    '内容关于客户自己的维修或投诉，无需另外同意。',
    "It is about the customer's own visit or complaint, which needs no consent of its own.",
  ),
  consent: say('客户同意接收这类短信。', 'The customer agreed to such texts.'),
  'opted-out': say('这个号码已用短信退订。', 'The phone has texted that it wants no more texts.'),
  withdrawn: say(
    '客户告诉员工不要再发这类短信。',
    'The customer told staff that they want no such texts any more.',
  ),
  refused: say('客户没有同意这类短信。', 'The customer said no to such texts.'),
  'no-consent': say('客户从未同意这类短信。', 'The customer never agreed to such texts.'),
};

const reasons: Readonly<Record<(typeof withholdReasons)[number], Sentence>> = {
  'opted-out': say('客户不要短信。', 'The customer wants no texts.'),
  'no-consent': say('没有客户的同意。', "There is no consent of the customer's."),
  'no-number': say('没有可用的号码，或号码已换。', 'There is no number, or it is another one by now.'),
  'refused-by-carrier': say('运营商拒绝发送。', 'The carrier refused it.'),
  'out-of-date': say('等待期间内容已过时。', 'While it waited, it stopped making sense.'),
  sandbox: say('门店处于试运行，不发短信。', 'The store is a sandbox and texts nobody.'),
  'budget-spent': say('门店本月的短信预算已用完。', "The store's budget for texts is spent for this month."),
  'weekly-cap': say(
    '这个号码七天内的短信已达上限。',
    'The phone has had as many texts in seven days as it may.',
  ),
};

const failures: Readonly<Record<(typeof undeliveredReasons)[number], Sentence>> = {
  'invalid-number': say('这个号码不存在。', 'There is no such number.'),
  blocked: say('这部手机屏蔽了我们的短信。', 'The phone has blocked our texts.'),
  refused: say('运营商不愿传送这条短信。', 'The carrier would not carry it.'),
  unreachable: say('手机或网络当时无法到达。', 'Phone or network could not be reached then.'),
  unknown: say('运营商没有说明原因。', 'The carrier does not say why.'),
};

/** What is said of a text that left and of which no carrier has told anything; that may stay so. */
export const noReceipt = say(
  '已交给运营商，尚无送达回执。',
  'It was handed to the network; there is no receipt.',
);

/** How texts and what customers allow are told. */
export const messageSentences: Tellers<
  Extract<
    keyof FactsByName,
    `message.${string}` | `handset.${string}` | `consent.${string}` | 'customer.erased'
  >
> = {
  'message.sent': ({ template, basis }) =>
    together(about(template, '已发出。', 'has left.'), basis && bases[basis.kind]),
  'message.held': ({ template, until, because }, zone) =>
    because === 'paused'
      ? about(template, '暂不发出：有人暂停了短信。', 'waits: somebody has paused texts.')
      : about(
          template,
          `等到 ${moment(until, zone)}：客户那里现在是免打扰时段。`,
          `waits until ${moment(until, zone)}: it is quiet hours where the customer is.`,
        ),
  'message.released': ({ template }) =>
    about(template, '等待结束，重新判断能否发出。', 'has waited; whether it may go is judged anew.'),
  'message.withheld': ({ template, reason, basis, limit }) =>
    together(
      about(template, '没有发出。', 'was not sent.'),
      basis ? bases[basis.kind] : reasons[reason],
      limit === undefined ? undefined : say(`上限为 ${limit} 条。`, `The limit is ${limit}.`),
    ),
  'message.unconfirmed': ({ template }) =>
    about(
      template,
      '交给了运营商，但不知道是否发出；不会重发。',
      'was handed to the carrier, but nobody knows whether it left; it is not sent again.',
    ),
  'message.delivered': ({ template }) =>
    about(template, '已送达，有运营商回执。', 'has arrived: the carrier has sent a receipt.'),
  'message.undelivered': ({ template, reason }) =>
    together(about(template, '没有送达。', 'did not arrive.'), failures[reason]),
  'message.received': ({ keyword, conversation }) =>
    keyword === 'opt-out'
      ? conversation
        ? say('客户发来短信作答，并退订。', 'The customer answered, and wants no more texts.')
        : say('客户发来短信退订。', 'The customer texted that they want no more texts.')
      : keyword === 'opt-in'
        ? say('客户发来短信恢复订阅。', 'The customer texted that they want texts again.')
        : say('客户发来短信。', 'The customer wrote.'),
  'handset.opted-out': () => say('这个号码退订了全部短信。', 'This phone has opted out of all texts.'),
  'handset.opted-in': () => say('这个号码恢复了短信。', 'This phone wants texts again.'),
  'consent.given': ({ how }) =>
    together(say('员工记录了客户的同意。', 'Staff noted that the customer agreed.'), ways[how]),
  'consent.withdrawn': ({ how }) =>
    together(
      say('员工记录了客户不再同意。', 'Staff noted that the customer wants no such texts any more.'),
      ways[how],
    ),
  'customer.erased': ({ how }) =>
    together(say('应客户要求删除了其资料。', "The customer's data was erased as they asked."), ways[how]),
};

const ways: Readonly<Record<FactsByName['consent.given']['how'], Sentence>> = {
  'signed-form': say('（签字表）', '(signed form)'),
  'at-the-desk': say('（当面）', '(at the desk)'),
  'by-phone': say('（电话）', '(by phone)'),
  'by-text': say('（短信）', '(by text)'),
  online: say('（网上）', '(online)'),
};

const named = new Map<string, Sentence>(Object.entries(texts));

/** A text by its name; one of a template that is no more is told as a text. */
function about(template: string, zh: string, en: string): Sentence {
  const text = named.get(template) ?? say('短信', 'The text');
  return say(`${text['zh-CN']}${zh}`, `${text['en-US']} ${en}`);
}
