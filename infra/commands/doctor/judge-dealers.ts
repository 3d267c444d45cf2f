import type { Calendar } from '../../../shared/dealers/calendar.ts';
import { weekdays } from '../../../shared/dealers/calendar.ts';
import type { Locale } from '../../../shared/events/text-request.ts';
import { type Instant, localDate } from '../../../shared/platform/time.ts';
import type { Person, Role } from '../../../shared/staff/person.ts';
import type { Group } from '../../groups/group.ts';
import type { Answers, DealerSeen, UserSeen } from './answers.ts';
import { type Finding, judge, type Judged, missing, type Need, ok, said, type Words } from './finding.ts';

/** What must be known of dealers and staff, and of each dealer's DMS. */
export function judgeDealers(group: Group, answers: Answers, now: Instant): Finding[] {
  const { dealers, users, ownSignIn, isGroupPaused } = answers;
  if ('failure' in dealers) return [judge(registeredNeed, dealers, () => registered(group, []))];
  const people = new Map(dealers.answer.flatMap(({ roster }) => roster.map((each) => [each.id, each])));
  return [
    judge(registeredNeed, dealers, (seen) => registered(group, seen)),
    group.ownSignIn
      ? judge(signInNeed, ownSignIn, (seen) => providerReady(group, seen))
      : judge(signInNeed, users, (seen) => everybodyIn([...people.values()], seen ?? new Map())),
    judge(pausedNeed, isGroupPaused, goes),
    ...dealers.answer.flatMap((seen) => ofDealer(seen, now)),
  ];
}

function ofDealer({ dealer, roster, deliveries }: DealerSeen, now: Instant): Finding[] {
  const { id, calendar, country, settings } = dealer;
  const about = (english: string, chinese: string) => said(`${id}: ${english}`, `${id}：${chinese}`);
  const whys = {
    staff: said('Somebody must call, and complaints climb to somebody.', '要有人回访，投诉也要能逐级上报。'),
    hours: said(
      'Deadlines count working time, and nobody is called on holidays.',
      '时限按工作时间计算，节假日不打扰客户。',
    ),
    dms: said('Without visits nobody is asked.', '没有工单，就没有人可回访。'),
    texts: said('Customers are asked by text.', '回访从短信开始。'),
  };
  return [
    { about: about('staff', '员工'), why: whys.staff, ...staffed(id, roster) },
    { about: about('hours', '工作时间'), why: whys.hours, ...open(id, calendar, country, now) },
    { about: about('DMS', 'DMS'), why: whys.dms, ...delivers(id, deliveries) },
    { about: about('texts', '短信'), why: whys.texts, ...texts(id, settings) },
  ];
}

const registeredNeed: Need = {
  about: said('dealers', '门店'),
  why: said('Visits of a dealer that is not registered are refused.', '未登记门店的工单会被拒收。'),
};

function registered(group: Group, seen: readonly DealerSeen[]): Judged {
  const known = seen.map(({ dealer }) => dealer.id);
  const left = group.dealers.map(({ id }) => id).filter((id) => !known.includes(id));
  if (known.length > 0 && left.length === 0)
    return ok(`${known.join(', ')} are registered.`, `已登记 ${known.join('、')}。`);
  return missing(
    said(
      left.length > 0 ? `${left.join(', ')} are not registered.` : 'No dealer is registered.',
      left.length > 0 ? `${left.join('、')} 未登记。` : '没有登记任何门店。',
    ),
    said(
      `npm run register -- --group ${group.name} --table TABLE, or npm run dealer -- register.`,
      `npm run register -- --group ${group.name} --table TABLE，或 npm run dealer -- register。`,
    ),
  );
}

const signInNeed: Need = {
  about: said('sign-in', '登录'),
  why: said('Whoever cannot sign in sees no worklist.', '不能登录就看不到待办。'),
};

function providerReady({ ownSignIn }: Group, seen: { issuer: string; keys: number } | undefined): Judged {
  if (seen && seen.issuer === ownSignIn?.issuer && seen.keys > 0)
    return ok(`${seen.issuer} answers.`, `${seen.issuer} 可以访问。`);
  return missing(
    said(
      `The provider calls itself ${seen?.issuer ?? '–'} and has ${seen?.keys ?? 0} keys.`,
      `登录服务自称 ${seen?.issuer ?? '–'}，有 ${seen?.keys ?? 0} 个密钥。`,
    ),
    said(
      'ownSignIn.issuer of the group must be what the provider says, to the letter.',
      '集团的 ownSignIn.issuer 必须与登录服务所称的完全一致。',
    ),
  );
}

function everybodyIn(people: readonly Person[], users: ReadonlyMap<string, UserSeen>): Judged {
  const out = people.filter(({ id }) => !users.get(id)?.enabled).map(({ id }) => id);
  const never = people.filter(({ id }) => users.get(id)?.enabled && users.get(id)?.status !== 'CONFIRMED');
  if (out.length > 0)
    return missing(
      said(
        `There is no user that can sign in for ${out.join(', ')}.`,
        `以下员工没有可登录的用户：${out.join('、')}。`,
      ),
      said(
        'Users come with staff within a minute: see dead letters of staff/admit.',
        '登记员工后一分钟内会生成用户：请查看 staff/admit 的死信。',
      ),
    );
  if (never.length === 0 && people.length > 0)
    return ok(`All ${people.length} have signed in.`, `${people.length} 人都已登录过。`);
  const names = never.map(({ id, email }) => (email ? id : `${id} (no e-mail)`));
  const chinese = never.map(({ id, email }) => (email ? id : `${id}（无邮箱）`));
  return missing(
    said(`These have not signed in yet: ${names.join(', ')}.`, `尚未登录过：${chinese.join('、')}。`),
    said(
      'Let them open their invitation; without e-mail set a first password: aws cognito-idp admin-set-user-password.',
      '请他们打开邀请邮件；没有邮箱的，设置初始密码：aws cognito-idp admin-set-user-password。',
    ),
  );
}

const pausedNeed: Need = {
  about: said("the group's texts", '集团短信'),
  why: said('A pause of the group holds every text.', '集团暂停时，一切短信都会等待。'),
};

function goes(isPaused: boolean): Judged {
  if (!isPaused) return ok('They are not paused.', '未暂停。');
  return missing(
    said('They are paused.', '已暂停。'),
    said('npm run dealer -- resume', 'npm run dealer -- resume'),
  );
}

/** Who calls, and who a complaint climbs to. */
const needed: readonly (readonly [role: Role, name: Words])[] = [
  ['agent', said('an agent', '客服专员')],
  ['customer-care-lead', said('a customer-care lead', '客服主管')],
  ['service-director', said('a service director', '服务总监')],
  ['general-manager', said('a general manager', '总经理')],
];

function staffed(dealerId: string, roster: readonly Person[]): Judged {
  const without = needed.filter(([role]) => !roster.some((person) => person.role === role));
  if (without.length === 0) return ok(`${roster.length} people.`, `${roster.length} 人。`);
  const names = (locale: Locale) => without.map(([, name]) => name[locale]);
  return missing(
    said(`It lacks ${names('en-US').join(', ')}.`, `缺少${names('zh-CN').join('、')}。`),
    said(
      `npm run dealer -- appoint STAFF --file FILE, for ${dealerId}.`,
      `npm run dealer -- appoint STAFF --file FILE（${dealerId}）。`,
    ),
  );
}

function open(dealerId: string, calendar: Calendar, country: string, now: Instant): Judged {
  const cure = said(
    `npm run dealer -- register ${dealerId} --file FILE, with calendar.week and calendar.closedDates${country === 'CN' ? ' and makeUpDates; next year is published in November' : ''}.`,
    `npm run dealer -- register ${dealerId} --file FILE，含 calendar.week 与 calendar.closedDates${country === 'CN' ? '、makeUpDates；次年安排于十一月公布' : ''}。`,
  );
  if (weekdays.every((day) => calendar.week[day].length === 0))
    return missing(said('It never opens.', '没有任何工作时间。'), cure);
  const year = Number(localDate(now, calendar.zone).slice(0, 4));
  const years = [year, year + 1].filter(
    (each) => !calendar.closedDates.some((date) => date.startsWith(`${each}-`)),
  );
  if (years.length > 0)
    return missing(
      said(`It knows no holidays of ${years.join(' and ')}.`, `没有 ${years.join('、')} 年的节假日。`),
      cure,
    );
  return ok(`It knows the holidays of ${year} and ${year + 1}.`, `已有 ${year}、${year + 1} 年的节假日。`);
}

function delivers(dealerId: string, deliveries: DealerSeen['deliveries']): Judged {
  const [newest] = deliveries;
  const cure = said(
    `npm run dealer -- test-event ${dealerId} --url ENDPOINT …; then give secret and URL to the DMS (docs/integrating-a-dms.md).`,
    `npm run dealer -- test-event ${dealerId} --url ENDPOINT …；再把密钥和地址交给 DMS（docs/integrating-a-dms.md）。`,
  );
  if (!newest)
    return missing(
      said('Nothing that was signed rightly came in seven days.', '七天内没有收到签名正确的推送。'),
      cure,
    );
  if (newest.outcome !== 'accepted')
    return missing(
      said(
        `The newest delivery (${newest.receivedAt}) was ${newest.outcome}, ${newest.status}.`,
        `最近一次推送（${newest.receivedAt}）结果为 ${newest.outcome}，${newest.status}。`,
      ),
      said(
        `GET /v1/dealers/${dealerId}/deliveries says why.`,
        `GET /v1/dealers/${dealerId}/deliveries 会说明原因。`,
      ),
    );
  return ok(
    `The newest delivery (${newest.receivedAt}) was accepted.`,
    `最近一次推送（${newest.receivedAt}）已接收。`,
  );
}

function texts(dealerId: string, { sandbox, textsPaused }: DealerSeen['dealer']['settings']): Judged {
  if (sandbox)
    return missing(
      said('It is a sandbox: nobody is texted.', '为沙盒门店：不发任何短信。'),
      said(
        `On the day itself: npm run dealer -- register ${dealerId} --file FILE, without settings.sandbox.`,
        `上线当天：npm run dealer -- register ${dealerId} --file FILE，去掉 settings.sandbox。`,
      ),
    );
  if (textsPaused)
    return missing(
      said('Its texts are paused.', '短信已暂停。'),
      said(`npm run dealer -- resume ${dealerId}`, `npm run dealer -- resume ${dealerId}`),
    );
  return ok('They go out.', '正常发送。');
}
