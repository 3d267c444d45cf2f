import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { examine } from '../../infra/commands/doctor/examine.ts';
import { look } from '../../infra/commands/doctor/look.ts';
import { demo } from '../../infra/groups/demo.ts';
import type { Group } from '../../infra/groups/group.ts';
import { version } from '../../infra/version.ts';
import { keepDelivery } from '../../shared/visits/delivery.ts';
import { ended } from '../a-command.ts';
import { aDealer } from '../builders/dealer.ts';
import { aRoster } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';
import { AnAccount } from './an-account.ts';

const store = useTable();
const aws = new AnAccount(() => store.place.endpoint);
let url = '';
beforeAll(async () => {
  url = await aws.open();
});
afterAll(() => aws.close());
afterEach(() => vi.unstubAllEnvs());

const dealer = aDealer({
  country: 'US',
  calendar: { ...aDealer().calendar, closedDates: ['2026-12-25', '2027-12-25'] },
});
const group: Group = { ...demo, dealers: [dealer], staff: [], alarmEmail: 'it@example.com' };
const topic = (name: string) => `arn:aws:sns:us-east-1:123456789012:${name}`;
const member = (inner: string) => `<member>${inner}</member>`;
const smsAttributes = (...entries: (readonly [string, string])[]) =>
  `<attributes>${entries.map(([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`).join('')}</attributes>`;
const resource = (type: string, logicalId: string, physicalId: string) =>
  member(
    `<ResourceType>${type}</ResourceType><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>2026-03-01T00:00:00Z</LastUpdatedTimestamp>`,
  );

/** An account in which all is as it should be; lists come in pages. */
beforeEach(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'doctor');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'doctor');
  aws.calls.length = 0;
  aws.answers.clear();
  const outputs: Readonly<Record<string, readonly string[]>> = {
    state: ['TableName', store.place.name, 'SecretArn', 'arn:secret'],
    api: ['Endpoint', url],
    events: [],
  };
  const stackEnd = (input: Readonly<Record<string, unknown>>) =>
    String(input['StackName']).replace(/^.*-/, '');
  aws.answers
    .set('GetCallerIdentity', () => ({ xml: '<Account>123456789012</Account>' }))
    .set('DescribeStacks', (input) => {
      const [one, is, other, too] = outputs[stackEnd(input)] ?? [];
      const all = [
        ['Version', version],
        [one, is],
        [other, too],
      ].filter(([key]) => key);
      const told = all.map(([key, value]) =>
        member(`<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue>`),
      );
      return {
        xml: `<Stacks>${member(`<StackName>x</StackName><StackStatus>UPDATE_COMPLETE</StackStatus><CreationTime>2026-03-01T00:00:00Z</CreationTime><Outputs>${told.join('')}</Outputs>`)}</Stacks>`,
      };
    })
    .set('ListStackResources', ({ NextToken, ...input }) => {
      const events = NextToken
        ? resource('AWS::SNS::Topic', 'InboundTexts1A2B3C4D', topic('inbound')) +
          resource('AWS::SNS::Topic', 'Alarms1A2B3C4D', topic('alarms')) +
          resource('AWS::IAM::Role', 'MessagesNoteReceiptWrittenBy1A2B3C4D', 'receipts-role')
        : Array.from({ length: 100 }, (_, index) => resource('AWS::SQS::Queue', `Queue${index}`, 'x')).join(
            '',
          );
      const found =
        stackEnd(input) === 'events'
          ? events
          : resource('AWS::Cognito::UserPool', 'Users0A1B2C3D', 'us-east-1_pool');
      const next = stackEnd(input) === 'events' && !NextToken ? '<NextToken>more</NextToken>' : '';
      return { xml: `<StackResourceSummaries>${found}</StackResourceSummaries>${next}` };
    })
    .set('GET /2016-08-19/account-settings', () => ({
      json: { AccountLimit: { ConcurrentExecutions: 1000 } },
    }))
    .set('GET /v1/openapi.json', () => ({ json: {} }))
    .set('DescribeTable', () => ({
      json: { Table: { TableStatus: 'ACTIVE', DeletionProtectionEnabled: true } },
    }))
    .set('DescribeContinuousBackups', () => ({
      json: {
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
        },
      },
    }))
    .set('DescribeSecret', () => ({ json: { ARN: 'arn:secret' } }))
    .set('ListUsers', () => ({
      json: { Users: aRoster().map(({ id }) => ({ Username: id, Enabled: true, UserStatus: 'CONFIRMED' })) },
    }))
    .set('GetSMSSandboxAccountStatus', () => ({ xml: '<IsInSandbox>false</IsInSandbox>' }))
    .set('GetSMSAttributes', () => ({
      xml: smsAttributes(
        ['MonthlySpendLimit', '500'],
        ['DeliveryStatusIAMRole', 'arn:aws:iam::123456789012:role/receipts-role'],
      ),
    }))
    .set('DescribePhoneNumbers', ({ NextToken }) => ({
      json: NextToken
        ? {
            PhoneNumbers: [
              {
                PhoneNumberArn: 'arn:aws:sms-voice:us-east-1:123456789012:phone-number/1',
                PhoneNumber: group.originationNumber,
                Status: 'ACTIVE',
                IsoCountryCode: 'US',
                NumberType: 'TEN_DLC',
                MessageType: 'TRANSACTIONAL',
                NumberCapabilities: ['SMS'],
                TwoWayEnabled: true,
                TwoWayChannelArn: topic('inbound'),
                SelfManagedOptOutsEnabled: true,
              },
            ],
          }
        : { PhoneNumbers: [{ PhoneNumber: '+12065550199' }], NextToken: 'more' },
    }))
    .set('GetResourcePolicy', () => ({
      json: {
        Policy: JSON.stringify({
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sms-voice:SendTextMessage',
            },
          ],
        }),
      },
    }))
    .set('ListSubscriptionsByTopic', ({ TopicArn }) => {
      const [protocol, endpoint] =
        TopicArn === topic('inbound') ? ['sqs', 'arn:queue'] : ['email', 'it@example.com'];
      return {
        xml: `<Subscriptions>${member(`<Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint><SubscriptionArn>arn:sub</SubscriptionArn>`)}</Subscriptions>`,
      };
    })
    .set('ListQueues', () => ({
      json: { QueueUrls: [`${url}/123456789012/huifang-demo-events-SurveysAskDeadLetters1A2B`] },
    }))
    .set('GetQueueAttributes', () => ({
      json: {
        Attributes: {
          QueueArn: 'arn:q',
          ApproximateNumberOfMessages: '0',
          ApproximateNumberOfMessagesNotVisible: '0',
        },
      },
    }));
  await openDealer(store.table, dealer);
  const accepted = {
    webhookId: 'msg_1',
    receivedAt: monday,
    status: 202,
    outcome: 'accepted',
    answer: {},
  } as const;
  await keepDelivery(store.table, dealer.id, accepted, '{}');
});

/** What is not ok, in English. */
async function open(of: Group = group): Promise<string[]> {
  const findings = examine(of, await look(of, 'us-east-1', monday), { version, now: monday });
  return findings.flatMap(({ verdict, about, found }) =>
    verdict === 'ok' ? [] : [`${verdict}: ${about['en-US']}: ${found['en-US']}`],
  );
}

describe('the doctor', () => {
  it('finds nothing where nothing is missing, however long the lists are', async () => {
    expect(await open()).toEqual([]);
  });

  it('says of an account in which nothing is deployed only what can be known', async () => {
    const missing = () => ({ error: 'ValidationError', message: 'Stack with id x does not exist' });
    aws.answers.set('DescribeStacks', missing).set('ListStackResources', missing);
    aws.answers.set('ListQueues', () => ({ json: {} })).set('DescribePhoneNumbers', () => ({ json: {} }));
    const found = await open();
    expect(found.slice(0, 3)).toEqual([
      'missing: stack state: There is no stack huifang-demo-state.',
      'missing: stack events: There is no stack huifang-demo-events.',
      'missing: stack api: There is no stack huifang-demo-api.',
    ]);
    expect(found).toContain('unseen: table: No stack has TableName yet: deploy first.');
    expect(found).toContain('missing: number: The account has no number +12065550100.');
    expect(found.filter((each) => !/^(?:missing|unseen): /.test(each))).toEqual([]);
  });

  it('names the permission that it lacks, and looks at the rest all the same', async () => {
    for (const name of ['GetSMSAttributes', 'ListStackResources', 'DescribeSecret', 'ListUsers', 'Query'])
      aws.answers.set(name, () => ({
        error: name === 'GetSMSAttributes' ? 'AuthorizationError' : 'AccessDeniedException',
      }));
    const found = await open();
    expect(found).toContain(
      'unseen: spend limit: These credentials lack the permission sns:GetSMSAttributes.',
    );
    expect(found).toContain(
      'unseen: group secret: These credentials lack the permission secretsmanager:DescribeSecret.',
    );
    const lacksList = 'These credentials lack the permission cloudformation:ListStackResources.';
    for (const about of ['inbound topic', 'two-way texts', 'alarms'])
      expect(found).toContain(`unseen: ${about}: ${lacksList}`);
    expect(found).toContain(
      'unseen: dealers: These credentials lack the permission dynamodb:Query on the table.',
    );
    expect(found.filter((each) => each.startsWith('missing'))).toEqual([]);
  });

  it('asks again when AWS throttles, and says so when it keeps on', async () => {
    const { answers } = aws;
    const policy = answers.get('GetResourcePolicy');
    let throttled = 0;
    answers.set('GetResourcePolicy', (input) => {
      throttled += 1;
      return throttled === 1 || !policy ? { error: 'ThrottlingException' } : policy(input);
    });
    answers.set('GetSMSSandboxAccountStatus', () => ({ error: 'Throttling' }));
    expect(await open()).toEqual([
      'unseen: SMS sandbox: AWS asks to slow down (sns:GetSMSSandboxAccountStatus: Throttling). Run this again in a minute.',
    ]);
    expect(throttled).toBe(2);
  });

  it('asks whoever carries the texts', async () => {
    const { answers } = aws;
    for (const ofSns of ['GetSMSSandboxAccountStatus', 'GetSMSAttributes', 'GetResourcePolicy'])
      answers.delete(ofSns);
    const attribute = { Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' };
    answers.set('DescribeAccountAttributes', () => ({ json: { AccountAttributes: [attribute] } }));
    const limit = {
      Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
      EnforcedLimit: 1,
      MaxLimit: 500,
      Overridden: true,
    };
    answers.set('DescribeSpendLimits', () => ({ json: { SpendLimits: [limit] } }));
    const found = await open({
      ...group,
      texting: { by: 'end-user-messaging', originationArn: 'arn:number' },
    });
    expect(found).toEqual(['missing: spend limit: Texts stop at 1 dollar a month.']);
    expect(await open({ ...group, texting: { by: 'gateway', url: 'https://localhost:1/' } })).toEqual([
      expect.stringContaining('unseen: gateway: HEAD https://localhost:1/ failed'),
    ]);
  });

  it('misses receipts that SNS does not write, or writes as somebody else', async () => {
    const limit = ['MonthlySpendLimit', '500'] as const;
    aws.answers.set('GetSMSAttributes', () => ({ xml: smsAttributes(limit) }));
    expect(await open()).toEqual(['missing: receipts: SNS writes none.']);
    const other = 'arn:aws:iam::123456789012:role/other';
    aws.answers.set('GetSMSAttributes', () => ({
      xml: smsAttributes(limit, ['DeliveryStatusIAMRole', other]),
    }));
    expect(await open()).toEqual([`missing: receipts: SNS writes them as another role: ${other}.`]);
  });

  it('says nothing else without credentials', async () => {
    aws.answers.set('GetCallerIdentity', () => ({ error: 'ExpiredToken' }));
    expect(await open()).toEqual([
      'unseen: AWS account: There are no valid credentials in this shell (ExpiredToken): sign in, then try again.',
    ]);
  });

  it('finds a number without a policy, and tells dealers apart from what the group says', async () => {
    aws.answers.set('GetResourcePolicy', () => ({ error: 'ResourceNotFoundException' }));
    await openDealer(store.table, aDealer({ id: 'cd-west', country: 'CN', settings: { sandbox: true } }), []);
    expect(await open()).toEqual([
      'missing: countries: The number is of US; dealers are in CN too.',
      'missing: sender policy: No policy of +12065550100 lets SNS send.',
      'missing: cd-west: staff: It lacks an agent, a customer-care lead, a service director, a general manager.',
      'missing: cd-west: hours: It knows no holidays of 2026 and 2027.',
      'missing: cd-west: DMS: Nothing that was signed rightly came in seven days.',
      'missing: cd-west: texts: It is a sandbox: nobody is texted.',
    ]);
  });
});

describe('npm run doctor', () => {
  const doctor = (...args: readonly string[]) =>
    ended(process.execPath, ['infra/commands/doctor.ts', '--group', 'demo', ...args], {
      env: { ...process.env, AWS_REGION: 'us-east-1' },
    });

  it('tells what is missing, why it matters and what to do, in both languages, and ends with 1', async () => {
    aws.answers.set('GetSMSSandboxAccountStatus', () => ({ xml: '<IsInSandbox>true</IsInSandbox>' }));
    const english = await doctor('--lang', 'en');
    expect([english.code, english.err]).toEqual([1, '']);
    expect(english.out).toContain(`MISSING   SMS sandbox: The account is in the SMS sandbox.
          why: In it, texts reach verified numbers only.
          do: AWS End User Messaging`);
    expect(english.out).toContain('ok        AWS account: Account 123456789012 in us-east-1.\n');
    const chinese = await doctor('--lang', 'zh');
    expect(chinese.out).toContain('短信沙盒：账户在短信沙盒中。');
    // Nothing is said in English but names, commands and addresses.
    expect(chinese.out).not.toMatch(/\b(?:the|is|are|of)\b/);
  });
});
