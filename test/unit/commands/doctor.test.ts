import { describe, expect, it } from 'vitest';
import type { Answers, DealerSeen, NumberSeen } from '../../../infra/commands/doctor/answers.ts';
import { examine } from '../../../infra/commands/doctor/examine.ts';
import { said } from '../../../infra/commands/doctor/finding.ts';
import { shown } from '../../../infra/commands/doctor/show.ts';
import { demo } from '../../../infra/groups/demo.ts';
import type { Group } from '../../../infra/groups/group.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { aRoster } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';

const holidays = { closedDates: ['2026-10-01', '2027-10-01'] };
const seen: DealerSeen = {
  dealer: aDealer({ calendar: aCalendar(holidays) }),
  roster: aRoster(),
  deliveries: [{ outcome: 'accepted', receivedAt: '2026-03-01T10:00:00.000Z', status: 202 }],
};
const group: Group = {
  ...demo,
  env: { account: '123456789012', region: 'ap-southeast-1' },
  alarmEmail: 'it@example.com',
  dealers: [seen.dealer],
  staff: [],
};
const number: NumberSeen = {
  status: 'ACTIVE',
  country: 'CN',
  type: 'SHORT_CODE',
  messageType: 'TRANSACTIONAL',
  sendsTexts: true,
  twoWay: true,
  twoWayChannel: 'arn:inbound',
  selfManagedOptOuts: true,
};
const stack = { status: 'UPDATE_COMPLETE', changedAt: '2026-03-01', outputs: { Version: '1.0.0' } };
const mail = { protocol: 'email', endpoint: 'it@example.com', isConfirmed: true };
const queue = { protocol: 'sqs', endpoint: 'arn:queue', isConfirmed: true };
const confirmed = new Map(seen.roster.map(({ id }) => [id, { status: 'CONFIRMED', enabled: true }]));
const healthy: Answers = {
  region: 'ap-southeast-1',
  caller: { answer: { account: '123456789012' } },
  stacks: { state: { answer: stack }, events: { answer: stack }, api: { answer: stack } },
  concurrency: { answer: 1000 },
  table: { answer: { status: 'ACTIVE', isProtected: true, canGoBack: true } },
  secret: { answer: { isLeaving: false, rotates: false } },
  api: { answer: 200 },
  users: { answer: confirmed },
  ownSignIn: { answer: undefined },
  sandbox: { answer: false },
  spendLimit: { answer: 500 },
  gateway: { answer: undefined },
  number: { answer: number },
  numberLetsSnsSend: { answer: true },
  receipts: { answer: { ours: 'receipts', inUse: 'arn:aws:iam::123456789012:role/receipts' } },
  inbound: { answer: { arn: 'arn:inbound', heardBy: [queue] } },
  alarms: { answer: [mail] },
  deadLetters: { answer: [{ of: 'surveys/ask', count: 0 }] },
  dealers: { answer: [seen] },
  isGroupPaused: { answer: false },
};

function examined(answers: Partial<Answers>, about: Group = group) {
  return examine(about, { ...healthy, ...answers }, { version: '1.0.0', now: monday });
}

function openAmong(answers: Partial<Answers>, about?: Group): string[] {
  return examined(answers, about)
    .filter(({ verdict }) => verdict !== 'ok')
    .map((finding) => `${finding.verdict}: ${finding.about['en-US']}`);
}

const withDealer = (changes: Partial<DealerSeen>): Partial<Answers> => ({
  dealers: { answer: [{ ...seen, ...changes }] },
});
const failure = said('lacks x', '缺少 x');

describe('what a group needs before it goes live', () => {
  it('is nothing when all is there, and that is said in both languages', () => {
    expect(openAmong({})).toEqual([]);
    expect(shown(examined({}), 'en-US').at(-1)).toBe('Ready to go live.');
    expect(shown(examined({}), 'zh-CN').at(-1)).toBe('可以上线。');
  });

  it.each<[what: string, answers: Partial<Answers>, ...open: string[]]>([
    ['another account', { caller: { answer: { account: '999999999999' } } }, 'missing: AWS account'],
    ['another region', { region: 'eu-west-1' }, 'missing: AWS account'],
    [
      'a failed deployment',
      { stacks: { ...healthy.stacks, api: { answer: { ...stack, status: 'ROLLBACK_COMPLETE' } } } },
      'missing: stack api',
    ],
    [
      'an older version',
      { stacks: { ...healthy.stacks, events: { answer: { ...stack, outputs: { Version: '0.9.0' } } } } },
      'missing: stack events',
    ],
    ['the quota of a new account', { concurrency: { answer: 10 } }, 'missing: functions at once'],
    [
      'a table that somebody unprotected',
      { table: { answer: { status: 'ACTIVE', isProtected: false, canGoBack: true } } },
      'missing: table',
    ],
    [
      'a secret that rotates',
      { secret: { answer: { isLeaving: false, rotates: true } } },
      'missing: group secret',
    ],
    [
      'a secret that goes',
      { secret: { answer: { isLeaving: true, rotates: false } } },
      'missing: group secret',
    ],
    ['an API that fails', { api: { answer: 500 } }, 'missing: API'],
    ['a sandbox', { sandbox: { answer: true } }, 'missing: SMS sandbox'],
    ['no receipts', { receipts: { answer: { ours: 'receipts', inUse: undefined } } }, 'missing: receipts'],
    ['the limit of new accounts', { spendLimit: { answer: 1 } }, 'missing: spend limit'],
    ['no limit told', { spendLimit: { answer: undefined } }, 'missing: spend limit'],
    [
      'a number under registration',
      { number: { answer: { ...number, status: 'PENDING' } } },
      'missing: number',
    ],
    ["a simulator's number", { number: { answer: { ...number, type: 'SIMULATOR' } } }, 'missing: number'],
    [
      'a number for promotions',
      { number: { answer: { ...number, messageType: 'PROMOTIONAL' } } },
      'missing: number',
    ],
    [
      'a number of another country',
      { number: { answer: { ...number, country: 'US' } } },
      'missing: countries',
    ],
    ['a number that SNS may not use', { numberLetsSnsSend: { answer: false } }, 'missing: sender policy'],
    [
      'a number that cannot receive',
      { number: { answer: { ...number, twoWay: false } } },
      'missing: two-way texts',
    ],
    [
      "somebody else's topic",
      { number: { answer: { ...number, twoWayChannel: 'arn:x' } } },
      'missing: two-way texts',
    ],
    [
      'a topic that nobody hears',
      { inbound: { answer: { arn: 'arn:inbound', heardBy: [mail] } } },
      'missing: inbound topic',
    ],
    [
      'opt-outs by AWS',
      { number: { answer: { ...number, selfManagedOptOuts: false } } },
      'missing: opt-outs',
    ],
    ['an address that waits', { alarms: { answer: [{ ...mail, isConfirmed: false }] } }, 'missing: alarms'],
    ['another address', { alarms: { answer: [{ ...mail, endpoint: 'x@example.com' }] } }, 'missing: alarms'],
    ['dead letters', { deadLetters: { answer: [{ of: 'surveys/ask', count: 2 }] } }, 'missing: dead letters'],
    ['a dealer that is not registered', { dealers: { answer: [] } }, 'missing: dealers', 'missing: sign-in'],
    ['somebody without a user', { users: { answer: new Map() } }, 'missing: sign-in'],
    [
      'somebody who was never there',
      {
        users: {
          answer: new Map([...confirmed, ['li-na', { status: 'FORCE_CHANGE_PASSWORD', enabled: true }]]),
        },
      },
      'missing: sign-in',
    ],
    ['a pause of the group', { isGroupPaused: { answer: true } }, "missing: the group's texts"],
    ['nobody to climb to', withDealer({ roster: aRoster('general-manager') }), 'missing: cd-south: staff'],
    [
      'no holidays of next year',
      withDealer({ dealer: aDealer({ calendar: aCalendar({ closedDates: ['2026-10-01'] }) }) }),
      'missing: cd-south: hours',
    ],
    [
      'a dealer that never opens',
      withDealer({
        dealer: aDealer({ calendar: aCalendar(holidays, { mon: [], tue: [], wed: [], thu: [], fri: [] }) }),
      }),
      'missing: cd-south: hours',
    ],
    ['a DMS that is silent', withDealer({ deliveries: [] }), 'missing: cd-south: DMS'],
    [
      'a DMS that is refused',
      withDealer({
        deliveries: [{ outcome: 'refused', receivedAt: monday, status: 400 }, ...seen.deliveries],
      }),
      'missing: cd-south: DMS',
    ],
    [
      'a sandbox dealer',
      withDealer({ dealer: aDealer({ calendar: aCalendar(holidays), settings: { sandbox: true } }) }),
      'missing: cd-south: texts',
    ],
    ['a missing permission', { sandbox: { failure } }, 'unseen: SMS sandbox'],
    ['topics unknown', { inbound: { failure } }, 'unseen: inbound topic', 'unseen: two-way texts'],
    ['a table that cannot be read', { dealers: { failure } }, 'unseen: dealers'],
    ['no credentials', { caller: { failure }, sandbox: { failure } }, 'unseen: AWS account'],
    [
      'no number',
      { number: { answer: undefined } },
      ...['number', 'countries', 'two-way texts', 'opt-outs'].map((each) => `missing: ${each}`),
    ],
  ])('%s', (_what, answers, ...open) => {
    expect(openAmong(answers)).toEqual(open);
    for (const { why, found } of examined(answers)) expect([why['zh-CN'], found['zh-CN']]).not.toContain('');
  });

  it("is another sign-in where the group brings its own, which calls itself what the group's settings say", () => {
    const issuer = 'https://login.example.com';
    const own = { ...group, ownSignIn: { issuer, audience: 'huifang', staffClaim: 'sub' } };
    expect(
      openAmong({ users: { answer: undefined }, ownSignIn: { answer: { issuer, keys: 2 } } }, own),
    ).toEqual([]);
    for (const answer of [
      { issuer: `${issuer}/`, keys: 2 },
      { issuer, keys: 0 },
    ])
      expect(openAmong({ ownSignIn: { answer } }, own)).toEqual(['missing: sign-in']);
  });

  it('is a gateway that lives, and neither number nor limits, where the group texts by its own', () => {
    const own: Group = { ...group, texting: { by: 'gateway', url: 'https://sms.example.com/' } };
    const none = { sandbox: { failure }, spendLimit: { failure }, number: { answer: undefined } };
    expect(openAmong({ ...none, gateway: { answer: 405 } }, own)).toEqual([]);
    expect(openAmong({ ...none, gateway: { answer: 502 } }, own)).toEqual(['missing: gateway']);
  });

  it('is no policy for SNS where End User Messaging carries the texts', () => {
    const own: Group = { ...group, texting: { by: 'end-user-messaging', originationArn: 'arn:number' } };
    expect(openAmong({ numberLetsSnsSend: { answer: false } }, own)).toEqual([]);
  });

  it('is in China a gateway and a sign-in of its own, since AWS has neither there', () => {
    const region = 'cn-north-1';
    const china: Group = { ...group, env: { account: '123456789012', region } };
    expect(openAmong({ region }, china)).toEqual(['missing: AWS account']);
    const issuer = 'https://login.example.com';
    const own: Group = {
      ...china,
      texting: { by: 'gateway', url: 'https://sms.example.com/' },
      ownSignIn: { issuer, audience: 'huifang', staffClaim: 'sub' },
    };
    const answers = { gateway: { answer: 405 }, ownSignIn: { answer: { issuer, keys: 1 } } };
    expect(openAmong({ region, ...answers }, own)).toEqual([]);
  });

  it('is shown with why it matters and what to do', () => {
    const lines = shown(examined({ sandbox: { answer: true }, alarms: { failure } }), 'en-US');
    const at = lines.findIndex((line) => line.includes('SMS sandbox'));
    expect(lines.slice(at, at + 3)).toEqual([
      'MISSING   SMS sandbox: The account is in the SMS sandbox.',
      '          why: In it, texts reach verified numbers only.',
      expect.stringContaining('          do: AWS End User Messaging'),
    ]);
    expect(lines).toContain('not seen  alarms: lacks x');
    expect(lines.at(-1)).toMatch(/^2 of \d+ are missing or could not be looked at\.$/);
  });
});
