/**
 * Words and sentences by which people leave or come back, on the plain text of one clause. All are anchored at both
 * ends: a substring never counts, so "I'll stop by at 5" and 别停 say nothing.
 */

function whole(...alternatives: string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})$`, 'u');
}

// No alternative under a star is made of two others: that would take exponential time on a text written to annoy.

/** Words that mean it when they are all that is said; repeated or not. */
export const leaveWords =
  /^(stop ?all|stop|stpo|sotp|unsubscribe|unsuscribe|unsubcribe|unsubscrib|cancel|end|quit|remove|opt-?out|opt out|revoke|arr[eê]t|td|退订|推订|退定|取消订阅|拒收|停止)(?:\s*\1)*$/u;

/** Words that bring somebody back. */
export const returnWords = whole(
  'start|unstop|subscribe|re-?subscribe|opt-?in|opt in',
  '订阅|重新订阅|恢复订阅|恢复短信|恢复接收|取消退订',
);

/** What may stand beside a leave word without putting it in doubt: an answer, or a word of refusal. */
export const besideLeaveWord = whole(
  "[1-5](?:分|星)?|no|nope|yes|ok|okay|please|now|wrong number|not interested|who is this|i mean it|i (?:did not|didn't|didnt|never) (?:sign up|signed up|ask|asked|subscribe) for (?:this|these|these texts|this crap)",
  '好的?|不用|不需要|不要|打错了|发错人?了|你是谁|别烦我?',
);

/** Marks a "not now", which is no "never again". */
export const onlyForNow =
  /\b(?:driving|meeting|busy|at work|tonight|until|later|while|today|tomorrow)\b|开车|开会|在忙|上班|现在|今天|明天|晚点|等会|等一下/u;

const politely =
  "(?:please |pls |plz |kindly |just |ok |can you |could you |would you |and |so |(?:y'?all|you|you guys|you people) (?:need to|better|gotta|should|must|have to) )*";
const forGood =
  '(?: (?:please|pls|plz|now|anymore|any more|again|ever again|immediately|asap|at once|forever|thanks|thank you))*';
const anyTexts =
  '(?:me |us )?(?:any |all |these |those |this |the |your |such )*(?:more |further |other )?(?:stupid |damn |annoying |spam )?(?:texts?|text messages?|messages?|sms|msgs?|txts?|spam|surveys?)(?: messages?)?(?: to (?:me|us|this (?:number|phone)|my (?:number|phone)))?';
const list =
  '(?:your|the|this|all|any)(?: (?:text|texting|mailing|contact|sms|message|messaging|marketing|phone|call))*(?: (?:list|lists|system|database|messages|texts))';

const me = '(?:me|us|my (?:phone |cell )?number|this number)';

const englishLeave = [
  `${politely}(?:stop|quit|cease) (?:(?:fuckin(?:g|')?|freaking|goddamn|damn|the hell) )?(?:texting|messaging|contacting|spamming|bothering|harassing|txting)(?: (?:me|us|this (?:number|phone)|my phone))?${forGood}`,
  `${politely}(?:stop|quit|cease) (?:sending )?${anyTexts}${forGood}`,
  `${politely}(?:stop|quit) (?:it|this|sending(?: me)?(?: these| this| those)?)${forGood}`,
  `${politely}(?:do not|don't|dont|never|no longer) (?:ever )?(?:text|message|contact|txt|msg|sms|bother|spam)(?: (?:me|us|here|this (?:number|phone)))?${forGood}`,
  `${politely}(?:do not|don't|dont|never) (?:ever )?send ${anyTexts}${forGood}`,
  `${politely}no more ${anyTexts}${forGood}`,
  'no m[aá]s (?:textos|mensajes)(?: por favor)?',
  `${politely}(?:take|get|drop|remove|delete) ${me} (?:off|from|out of|off of)(?: of)? ${list}${forGood}`,
  `${politely}(?:(?:remove|delete) ${me}(?: (?:or|from whatever) .{1,40})?|take ${me} off)${forGood}`,
  `${politely}(?:unsubscribe|opt) (?:me|us)(?: out| off)?(?: (?:of|from) .{0,30})?${forGood}`,
  `(?:unsubscribe|opt out|opting out|i opt out|i'm opting out) (?:of|from) .{1,30}`,
  `(?:i (?:want|wish|need|would like|am trying|have tried)|i'd like|i'm trying|how (?:do|can) i|can i) ?(?:to )?(?:unsubscribe|opt[- ]?out|opt me out)(?: (?:of|from) .{1,30})?${forGood}`,
  `i (?:do not|don't|dont|no longer) (?:want|wish|need)(?: to (?:get|receive|see|have))? (?:any more of |more of |any of )?${anyTexts}${forGood}`,
  `${politely}(?:leave me alone|lose (?:my|this) number)${forGood}`,
  `${politely}take (?:me|us) off(?: of)? (?:this|it|here)${forGood}`,
  `${politely}(?:cease|stop|end) (?:all )?(?:communications?|contact|correspondence)(?: with me)?${forGood}`,
  `(?:that's |that is )?enough (?:with|of) (?:the|these|your|all the|all these) (?:texts?|text messages?|messages?|sms|msgs?|txts?|spam|surveys?)${forGood}`,
  `${politely}(?:stop|quit) (?:hitting me up|blow(?:ing|in)'? up my phone)(?: with .{1,25})?${forGood}`,
  `i (?:do not|don't|dont) (?:wish|want) to be (?:contacted|texted|messaged|bothered|surveyed)(?: .{1,25})?`,
];

const pleaseZh =
  '(?:不过|还有|对了|但是?|请|麻烦|拜托|求|你们?|您|以后|今后|能不能|可不可以|可以|都|真的|千万|别人|我说)*';
const notZh = '(?:别|不要|不用|勿|莫|唔好|咪|不准|不许|禁止|停止|拒绝)(?:他妈的?|特么|tm)?';
const textsZh =
  '(?:这些|这种|这类|这样的?|任何|什么|垃圾|广告|你们的?|的|回访)*(?:短信|信息|消息|简讯|广告|短讯|问卷)(?:提醒|通知|推送|服务|回访)?';
const endZh = '(?:了|啦|吧|啊|哈|嘛|好吗|可以吗|行吗|行不行|谢谢|给?我)*';
const wishZh = '(?:我|要|想|申请|需|求|请|帮|给|麻烦|现在|已经|都|早就|直接|办理|为|把|这个|号码?)*';

const chineseLeave = [
  `${pleaseZh}${notZh}(?:再|继续|老|总|一直)*(?:给我|给老子|给俺|向我|跟我|对我|往这个号码?)?(?:再|继续)?(?:群发|发送|推送|发来|发|send)(?:[给俾畀]我)?(?:${textsZh})?${endZh}`,
  `${pleaseZh}${notZh}(?:再|继续|老|总|一直)*(?:来|用短信|发短信)?(?:打扰|骚扰|烦|联系|联络)(?:我|我们|本人)?${endZh}`,
  `${wishZh}(?:退订|取消订阅|拒收|拒绝接收|取消接收|退出订阅|取消(?=${textsZh})|关闭(?=${textsZh}))(?:${textsZh})?${endZh}`,
  `(?:我|要|想|请问)*(?:怎么|如何|怎样|在哪里?)(?:才能|可以)?(?:退订|取消订阅|取消短信)(?:${textsZh})?(?:啊|呢|呀)?`,
  `(?:我|真的|再也|以后|已经)*(?:不想|不愿意?|不希望|不需要|不要)(?:再|继续)*(?:收到|接收|接到|收)(?:${textsZh})${endZh}`,
  `${pleaseZh}(?:把|将)?我(?:的?(?:号码?|电话|手机号?码?|联系方式))?(?:从(?:你们)?的?(?:群发名单|群发|名单|列表|系统|库|通讯录|短信群)(?:里|中|上)?)?(?:删除?|删掉|移除|移出去?|去掉|剔除|拉黑)${endZh}`,
  `(?:以后|今后)?(?:短信|信息|消息)(?:就|都)?${notZh}再?发${endZh}`,
  `(?:你们?|要是|如果)*再(?:给我)?发(?:${textsZh})?(?:给我)?(?:我)?就?(?:要|去|打\\d{3,6})*(?:投诉|举报|拉黑|报警)(?:你们?)?(?:骚扰)?${endZh}`,
];

/** A sentence that clearly asks for no more texts. */
export const leaveSentence = whole(...englishLeave, ...chineseLeave);

/** A sentence that clearly asks for texts again. */
export const returnSentence = whole(
  `${politely}(?:start|resume) (?:texting|messaging|sending)(?: me)?(?: ${anyTexts})?${forGood}`,
  `${politely}(?:text|message) me again(?: please)?`,
  `${politely}(?:sign|opt) me (?:back )?(?:up|in)(?: again)?`,
  `(?:i want|i'd like|i would like) to (?:re-?subscribe|subscribe|opt (?:back )?in)(?: again)?`,
  `${wishZh}(?:重新|恢复)?(?:订阅|接收短信)${endZh}`,
  `${pleaseZh}(?:恢复|重新|继续)(?:给我)?(?:发送?|接收|推送)(?:${textsZh})?${endZh}`,
);
