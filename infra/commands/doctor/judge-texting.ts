import type { Group } from '../../groups/group.ts';
import type { Answers, SubscriptionSeen } from './answers.ts';
import { type Finding, judge, type Judged, missing, type Need, ok, said } from './finding.ts';

/** What sending and hearing texts needs beside a number, and what alarms to ourselves need. */
export function judgeTexting(group: Group, answers: Answers): Finding[] {
  const { sandbox, spendLimit, gateway, receipts, inbound, alarms, deadLetters } = answers;
  return [
    ...(group.texting?.by === 'gateway'
      ? [judge(needs.gateway, gateway, lives)]
      : [judge(needs.sandbox, sandbox, left), judge(needs.spendLimit, spendLimit, limit)]),
    ...(group.texting === undefined || group.texting.by === 'sns'
      ? [judge(needs.receipts, receipts, receiptsComeIn)]
      : []),
    judge(needs.inbound, inbound, ({ heardBy }) => heard(heardBy)),
    judge(needs.alarms, alarms, (subscriptions) => alarmsReach(group, subscriptions)),
    judge(needs.deadLetters, deadLetters, (queues) => noneParked(group, queues)),
  ];
}

const needs = {
  sandbox: {
    about: said('SMS sandbox', '短信沙盒'),
    why: said('In it, texts reach verified numbers only.', '在沙盒中，短信只能发到已验证的号码。'),
  },
  spendLimit: {
    about: said('spend limit', '短信限额'),
    why: said(
      'At the limit no text goes out for the rest of the month.',
      '达到限额后，当月不再发出任何短信。',
    ),
  },
  gateway: {
    about: said('gateway', '短信网关'),
    why: said('It carries the texts.', '短信由它发送。'),
  },
  receipts: {
    about: said('receipts', '送达回执'),
    why: said('Without them nobody learns that a text did not arrive.', '没有回执，就无从得知短信是否送达。'),
  },
  inbound: {
    about: said('inbound topic', '接收主题'),
    why: said('What nobody hears there is lost.', '无人订阅时，收到的短信会丢失。'),
  },
  alarms: {
    about: said('alarms', '告警'),
    why: said('Otherwise nobody learns that something has failed.', '否则出了故障无人知晓。'),
  },
  deadLetters: {
    about: said('dead letters', '死信'),
    why: said('Each is something that was not done for a customer.', '每一封都是一件没有为客户办成的事。'),
  },
} satisfies Record<string, Need>;

function lives(status = 0): Judged {
  if (status > 0 && status < 500) return ok(`It answers (${status}).`, `可以访问（${status}）。`);
  return missing(
    said(`It answers ${status}.`, `返回 ${status}。`),
    said('See the gateway; docs/texting.md says what it must do.', '请检查网关；要求见 docs/texting.md。'),
  );
}

function left(isInSandbox: boolean): Judged {
  if (!isInSandbox) return ok('The account may text any number.', '账户可以向任何号码发短信。');
  return missing(
    said('The account is in the SMS sandbox.', '账户在短信沙盒中。'),
    said(
      'AWS End User Messaging → SMS → Account settings: request production access (a day or two).',
      'AWS End User Messaging → SMS → 账户设置：申请生产访问权限（一两天）。',
    ),
  );
}

/** What a new account has, in dollars; it ends after some hundred texts. */
const limitOfNewAccounts = 1;

function limit(dollars: number | undefined): Judged {
  const set = dollars ?? limitOfNewAccounts;
  if (set > limitOfNewAccounts)
    return ok(
      `${set} dollars a month; a text costs from one to some cents a part.`,
      `每月 ${set} 美元；每段短信约一到数美分。`,
    );
  return missing(
    said(`Texts stop at ${set} dollar a month.`, `每月 ${set} 美元后停止发送。`),
    said(
      'Ask AWS Support for a quota that fits, then set it: AWS End User Messaging → SMS → Account settings, or SNS → Text messaging.',
      '请向 AWS Support 申请合适的额度，再设置：AWS End User Messaging → SMS → 账户设置，或 SNS → 短信。',
    ),
  );
}

function receiptsComeIn(seen: { ours: string; inUse: string | undefined } | undefined): Judged {
  if (seen?.inUse?.endsWith(`/${seen.ours}`))
    return ok('SNS writes them where we read.', 'SNS 已将回执写入我们读取的日志。');
  return missing(
    seen?.inUse
      ? said(`SNS writes them as another role: ${seen.inUse}.`, `SNS 使用了其他角色：${seen.inUse}。`)
      : said('SNS writes none.', 'SNS 未写回执。'),
    said(
      'aws sns set-sms-attributes, as docs/going-live.md says under “Receipts”.',
      '请执行 aws sns set-sms-attributes，见 docs/going-live.md 的“Receipts”。',
    ),
  );
}

function heard(subscriptions: readonly SubscriptionSeen[]): Judged {
  if (subscriptions.some(({ protocol, isConfirmed }) => protocol === 'sqs' && isConfirmed))
    return ok('Our queue hears it.', '我们的队列已订阅。');
  return missing(
    said('No queue hears the topic InboundTexts.', '没有队列订阅主题 InboundTexts。'),
    said('Deploy the events stack again.', '请重新部署 events 堆栈。'),
  );
}

function alarmsReach({ alarmEmail }: Group, subscriptions: readonly SubscriptionSeen[]): Judged {
  const pending = subscriptions.filter(({ isConfirmed }) => !isConfirmed).map(({ endpoint }) => endpoint);
  const wanted = alarmEmail && !subscriptions.some(({ endpoint }) => endpoint === alarmEmail);
  if (subscriptions.length === 0 || wanted)
    return missing(
      said(
        `Alarms do not reach ${alarmEmail ?? 'anybody'}.`,
        `告警未发到${alarmEmail ? ` ${alarmEmail}` : '任何人'}。`,
      ),
      said('Set alarmEmail in the group and deploy.', '请在集团设置 alarmEmail 再部署。'),
    );
  if (pending.length > 0)
    return missing(
      said(`${pending.join(', ')} has not confirmed yet.`, `${pending.join('、')} 尚未确认。`),
      said('Open the mail of AWS Notifications and confirm.', '请打开 AWS Notifications 的邮件并确认。'),
    );
  const reached = subscriptions.map(({ endpoint }) => endpoint);
  return ok(`Alarms reach ${reached.join(', ')}.`, `告警发到 ${reached.join('、')}。`);
}

function noneParked({ name }: Group, queues: readonly { of: string; count: number }[]): Judged {
  const parked = queues.filter(({ count }) => count > 0).map(({ of, count }) => `${of} (${count})`);
  if (parked.length === 0) return ok('There are none.', '没有。');
  return missing(
    said(`There are some of ${parked.join(', ')}.`, `${parked.join('、')} 有死信。`),
    said(
      `npm run redrive -- --group ${name} --dry-run, then docs/runbook.md.`,
      `npm run redrive -- --group ${name} --dry-run，再看 docs/runbook.md。`,
    ),
  );
}
