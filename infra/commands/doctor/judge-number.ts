import type { Group } from '../../groups/group.ts';
import type { Answers, NumberSeen } from './answers.ts';
import { type Finding, judge, type Judged, missing, type Need, ok, said } from './finding.ts';

/** What the number must be by which customers are texted, and by which they answer; a gateway sees to its own. */
export function judgeNumber(
  group: Group,
  { number, numberLetsSnsSend, inbound, dealers }: Answers,
): Finding[] {
  const countries = 'answer' in dealers ? dealers.answer.map(({ dealer }) => dealer.country) : [];
  const judged = (need: Need, by: (seen: NumberSeen) => Judged) =>
    judge(need, number, (seen) => (seen ? by(seen) : noNumber(group)));
  const by = group.texting?.by ?? 'sns';
  if (by === 'gateway') return [];
  return [
    judged(needs.number, (seen) => numberReady(group, seen)),
    judged(needs.countries, (seen) => countriesReached(seen, [...new Set(countries)])),
    ...(by === 'sns' ? [judge(needs.sender, numberLetsSnsSend, (lets) => senderLet(group, lets))] : []),
    judged(needs.twoWay, (seen) => twoWay(seen, inbound)),
    judged(needs.optOuts, (seen) => optOuts(group, seen)),
  ];
}

const needs = {
  number: {
    about: said('number', '号码'),
    why: said('Customers are texted by it.', '短信由此号码发给客户。'),
  },
  countries: {
    about: said('countries', '国家'),
    why: said(
      'A number reaches the country that it is registered in; elsewhere carriers drop its texts.',
      '号码只能发到其注册的国家，其他国家的运营商会丢弃短信。',
    ),
  },
  sender: {
    about: said('sender policy', '发送授权'),
    why: said('Without it SNS may not send by the number.', '没有它，SNS 不能用此号码发送。'),
  },
  twoWay: {
    about: said('two-way texts', '双向短信'),
    why: said(
      'Otherwise no answer, complaint or STOP ever comes to us.',
      '否则客户的回复、投诉和退订都收不到。',
    ),
  },
  optOuts: {
    about: said('opt-outs', '退订'),
    why: said(
      'Whoever texts STOP must be told once that it is done.',
      '客户退订后，必须且只应收到一次确认。',
    ),
  },
} satisfies Record<string, Need>;

function noNumber({ originationNumber }: Group): Judged {
  return missing(
    said(`The account has no number ${originationNumber}.`, `账户中没有号码 ${originationNumber}。`),
    said(
      'Request one that can receive texts (docs/going-live.md), set originationNumber of the group, deploy.',
      '请申请可接收短信的号码（见 docs/going-live.md），写入集团的 originationNumber，再部署。',
    ),
  );
}

function numberReady(
  { originationNumber }: Group,
  { status, type, messageType, sendsTexts }: NumberSeen,
): Judged {
  if (type === 'SIMULATOR')
    return missing(
      said(`${originationNumber} is a simulator's number.`, `${originationNumber} 是模拟器号码。`),
      said('Request one that reaches real phones.', '请申请能发到真实手机的号码。'),
    );
  if (status !== 'ACTIVE')
    return missing(
      said(`${originationNumber} is in state ${status}.`, `${originationNumber} 的状态为 ${status}。`),
      said('Finish its registration and wait for ACTIVE.', '请完成注册，等待变为 ACTIVE。'),
    );
  if (!sendsTexts || messageType === 'PROMOTIONAL')
    return missing(
      said(
        `${originationNumber} sends ${sendsTexts ? 'promotional texts' : 'no texts'}.`,
        `${originationNumber} ${sendsTexts ? '为营销类号码' : '不能发短信'}。`,
      ),
      said('Request one for transactional texts.', '请申请事务类短信号码。'),
    );
  return ok(`${originationNumber} is active.`, `${originationNumber} 可用。`);
}

function countriesReached({ country }: NumberSeen, countries: readonly string[]): Judged {
  const beyond = countries.filter((each) => each !== country);
  if (beyond.length === 0) return ok(`Every dealer is in ${country}.`, `所有门店都在 ${country}。`);
  return missing(
    said(
      `The number is of ${country}; dealers are in ${beyond.join(', ')} too.`,
      `号码属于 ${country}，而还有门店在 ${beyond.join('、')}。`,
    ),
    said(
      `Make a group of its own, with a number of its own, of the dealers in ${beyond.join(', ')}.${beyond.includes('CN') ? ' China: by a gateway (docs/texting.md).' : ''}`,
      `请为 ${beyond.join('、')} 的门店另建一个集团，并使用当地号码。${beyond.includes('CN') ? '中国大陆：请用集团自己的短信网关（docs/texting.md）。' : ''}`,
    ),
  );
}

function senderLet({ originationNumber }: Group, lets: boolean): Judged {
  if (lets) return ok('SNS may send by the number.', 'SNS 可以用此号码发送。');
  return missing(
    said(`No policy of ${originationNumber} lets SNS send.`, `${originationNumber} 的策略未授权 SNS 发送。`),
    said(
      'AWS End User Messaging → Phone numbers → the number → Resource policy: allow sns.amazonaws.com sms-voice:SendTextMessage.',
      'AWS End User Messaging → 电话号码 → 该号码 → 资源策略：允许 sns.amazonaws.com 执行 sms-voice:SendTextMessage。',
    ),
  );
}

function twoWay({ twoWay: isOn, twoWayChannel = '–' }: NumberSeen, inbound: Answers['inbound']): Judged {
  if ('failure' in inbound) return { verdict: 'unseen', found: inbound.failure };
  const { arn } = inbound.answer;
  const cure = said(
    `AWS End User Messaging → the number → Two-way SMS: switch it on, destination ${arn}.`,
    `AWS End User Messaging → 该号码 → 双向短信：开启，目标为 ${arn}。`,
  );
  if (!isOn) return missing(said('The number cannot receive.', '该号码不能接收。'), cure);
  if (twoWayChannel === arn)
    return ok('What customers text comes to our topic.', '客户的短信会进入我们的主题。');
  return missing(
    said(`What customers text goes to ${twoWayChannel}.`, `客户的短信进入了 ${twoWayChannel}。`),
    cure,
  );
}

function optOuts({ optOut, originationNumber }: Group, { selfManagedOptOuts }: NumberSeen): Judged {
  const isOurs = optOut === 'self-managed';
  if (selfManagedOptOuts === isOurs)
    return isOurs
      ? ok('We confirm opt-outs, as the group says.', '退订由我们确认，与集团设置一致。')
      : ok('The carrier confirms opt-outs, as the group says.', '退订由运营商确认，与集团设置一致。');
  return isOurs
    ? missing(
        said(
          'AWS answers STOP itself and then blocks our confirmation.',
          'AWS 会自行回复退订，并拦截我们的确认短信。',
        ),
        said(
          `Switch on self-managed opt-outs of ${originationNumber}, or set optOut: 'carrier' in the group (toll-free numbers in the US know no other) and deploy.`,
          `请开启 ${originationNumber} 的自管理退订，或在集团设置 optOut: 'carrier'（美国免费号码只能如此）再部署。`,
        ),
      )
    : missing(
        said('Nobody would confirm an opt-out.', '无人确认退订。'),
        said(
          `Set optOut: 'self-managed' in the group and deploy, or switch it off at ${originationNumber}.`,
          `请在集团设置 optOut: 'self-managed' 再部署，或关闭 ${originationNumber} 的自管理退订。`,
        ),
      );
}
