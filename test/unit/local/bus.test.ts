import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../infra/local/contract.ts';
import { Bus, type RuleSettings } from '../../../infra/local/services/bus.ts';
import {
  aCloud,
  at,
  BUS,
  DAY,
  functionArn,
  HOUR,
  MINUTE,
  queue,
  queueArn,
  ruleArn,
  START,
} from './a-cloud.ts';

const aText: unknown = expect.any(String);
const anEvent: unknown = expect.stringContaining('"n":1');
const entry = (detail: unknown, more: Record<string, unknown> = {}) => ({
  EventBusName: BUS.name,
  Source: 'shop',
  DetailType: 'sold',
  Detail: JSON.stringify(detail),
  ...more,
});
const rule = (more: Partial<RuleSettings> = {}): RuleSettings => ({
  name: 'sold',
  arn: ruleArn('house/sold'),
  busName: BUS.name,
  pattern: { source: ['shop'] },
  enabled: true,
  targets: [{ id: 'q', arn: queueArn('work') }],
  ...more,
});
const scheduled = (schedule: string, more: Partial<RuleSettings> = {}): RuleSettings => ({
  name: 'tick',
  arn: ruleArn('tick'),
  schedule,
  enabled: true,
  targets: [{ id: 'f', arn: functionArn('tick') }],
  ...more,
});
const cloud = (settings: Parameters<typeof aCloud>[0] = {}) =>
  aCloud({ queues: [queue('work'), queue('dead')], ...settings });

describe('PutEvents', () => {
  it('gives each event its envelope, to the second and in EventBridge’s order', async () => {
    const { bus, queues, pump, clock } = cloud();
    bus.defineRule(rule());
    clock.moveTo(START + 1999);
    const answer = bus.call('PutEvents', { Entries: [entry({ b: 1, a: 2 }, { Resources: ['car'] })] });
    expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: aText }] });
    await pump.quiet();
    const [message] = queues.receive(queueArn('work'), 1);
    expect(message?.body).toBe(
      `{"version":"0","id":"${String(at(answer, 'Entries', 0, 'EventId'))}","detail-type":"sold","source":"shop",` +
        '"account":"123456789012","time":"2026-03-02T01:00:01Z","region":"eu-west-1","resources":["car"],"detail":{"b":1,"a":2}}',
    );
  });

  it('keeps the time that an entry brings', () => {
    const { bus } = cloud();
    bus.call('PutEvents', { Entries: [entry({}, { Time: START / 1000 - 60 })] });
    expect(bus.events(1)[0]?.event.time).toBe('2026-03-02T00:59:00Z');
  });

  it('refuses single entries and takes the others', () => {
    const { bus } = cloud();
    const entries = [
      entry({ n: 1 }),
      entry({}, { Detail: '{"a":' }),
      entry({}, { Detail: '[1]' }),
      entry({}, { Detail: undefined }),
      entry({}, { Source: '' }),
      entry({}, { Source: 'aws.ec2' }),
      entry({}, { EventBusName: 'nowhere' }),
      entry({ n: 'x'.repeat(256 * 1024) }),
      entry({ n: 2 }, { EventBusName: BUS.arn }),
    ];
    const answer = bus.call('PutEvents', { Entries: entries });
    expect(at(answer, 'FailedEntryCount')).toBe(7);
    expect(at(answer, 'Entries')).toMatchObject([
      { EventId: aText },
      { ErrorCode: 'MalformedDetail' },
      { ErrorCode: 'MalformedDetail' },
      { ErrorCode: 'InvalidArgument' },
      { ErrorCode: 'InvalidArgument' },
      { ErrorCode: 'NotAuthorizedForSourceException' },
      { ErrorCode: 'ResourceNotFoundException' },
      { ErrorCode: 'InvalidArgument' },
      { EventId: aText },
    ]);
    expect(bus.events(10).map(({ event }) => event.detail)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('refuses a request of no entries, of more than ten and of more than a megabyte', () => {
    const { bus } = cloud();
    const put = (entries: unknown[]) => () => bus.call('PutEvents', { Entries: entries });
    const refused: unknown = expect.objectContaining({ code: 'ValidationException' });
    expect(put([])).toThrow(AwsError);
    expect(put(Array.from({ length: 11 }, () => entry({})))).toThrow(refused);
    expect(put(Array.from({ length: 5 }, () => entry({ n: 'x'.repeat(220_000) })))).toThrow(refused);
    expect(bus.events(10)).toEqual([]);
    expect(
      at(put(Array.from({ length: 4 }, () => entry({ n: 'x'.repeat(250_000) })))(), 'FailedEntryCount'),
    ).toBe(0);
  });
});

describe('a rule', () => {
  it('sends what it matches, on its own bus and when enabled, to each target in order', async () => {
    const { bus, queues, pump, invoked } = cloud();
    const targets = [
      { id: 'q', arn: queueArn('work') },
      { id: 'f', arn: functionArn('book') },
    ];
    bus.defineRule(rule({ targets }));
    bus.defineRule(rule({ arn: ruleArn('house/off'), enabled: false }));
    bus.defineRule(rule({ arn: ruleArn('other'), busName: 'default' }));
    bus.call('PutEvents', {
      Entries: [entry({ n: 1 }), entry({ n: 2 }, { Source: 'office' }), entry({ n: 3 })],
    });
    await pump.quiet();
    const sent = queues.receive(queueArn('work'), 10).map(({ body }) => at(JSON.parse(body), 'detail', 'n'));
    expect(sent).toEqual([1, 3]);
    expect(invoked.map(({ functionName, payload }) => [functionName, at(payload, 'detail', 'n')])).toEqual([
      ['book', 1],
      ['book', 3],
    ]);
    expect(bus.nextAt()).toBeUndefined();
  });

  it('refuses a target that this cloud does not have', () => {
    const { bus } = cloud();
    const targets = [{ id: 'x', arn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:x' }];
    expect(() => bus.defineRule(rule({ targets }))).toThrow('states');
  });

  it('gives a target at once to the dead-letter queue what it can never take', async () => {
    const { bus, queues, pump } = cloud();
    bus.defineRule(rule({ targets: [{ id: 'q', arn: queueArn('gone'), deadLetterArn: queueArn('dead') }] }));
    bus.call('PutEvents', { Entries: [entry({ n: 1 })] });
    await pump.quiet();
    expect(queues.deadLetters()).toMatchObject([
      {
        queue: 'dead',
        body: anEvent,
        attributes: {
          RULE_ARN: { StringValue: ruleArn('house/sold') },
          TARGET_ARN: { StringValue: queueArn('gone') },
          ERROR_CODE: { StringValue: 'QueueDoesNotExist' },
          RETRY_ATTEMPTS: { StringValue: '0' },
        },
      },
    ]);
  });

  it('tries again what passes, and gives it up by number or by age', async () => {
    const { db, clock, queues, pump, sources } = cloud();
    const tried: number[] = [];
    const busy = new Bus(db, clock, {
      queues,
      invokeAsync: () => {
        tried.push((clock.now() - START) / 1000);
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
      },
    });
    busy.defineBus(BUS);
    const target = { arn: functionArn('f'), deadLetterArn: queueArn('dead') };
    busy.defineRule(
      rule({
        targets: [
          { ...target, id: 'few', retry: { maximumRetryAttempts: 2 } },
          { ...target, id: 'young', retry: { maximumEventAgeSeconds: 60 } },
        ],
      }),
    );
    sources.splice(0, sources.length, busy);
    busy.call('PutEvents', { Entries: [entry({})] });
    await pump.turnTo(START + DAY);
    expect(tried).toEqual([0, 0, 1, 1, 3, 3, 7, 15, 31]);
    expect(
      queues.deadLetters().map(({ attributes }) => attributes['EXHAUSTED_RETRY_CONDITION']?.StringValue),
    ).toEqual(['MaximumRetryAttempts', 'MaximumEventAgeInSeconds']);
  });
});

describe('a schedule', () => {
  it('fires at its times with a Scheduled Event, also across a long turn', async () => {
    const { bus, pump, invoked } = cloud();
    bus.defineRule(scheduled('cron(0 3 * * ? *)'));
    await pump.turnTo(START + 3 * DAY);
    expect(invoked.map(({ at }) => at)).toEqual([0, 1, 2].map((day) => START + 2 * HOUR + day * DAY));
    expect(invoked[0]?.payload).toEqual({
      version: '0',
      id: aText,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2026-03-02T03:00:00Z',
      region: 'eu-west-1',
      resources: [ruleArn('tick')],
      detail: {},
    });
    expect(bus.events(10)).toEqual([]);
  });

  it('goes on after a restart where it stood, neither twice nor left out', async () => {
    const first = cloud();
    first.bus.defineRule(scheduled('rate(5 minutes)'));
    await first.pump.turnTo(START + 12 * MINUTE);
    const second = cloud({ state: first.db });
    second.bus.defineRule(scheduled('rate(5 minutes)'));
    await second.pump.turnTo(START + 20 * MINUTE);
    const minutes = [...first.invoked, ...second.invoked].map(({ at }) => (at - START) / MINUTE);
    expect(minutes).toEqual([5, 10, 15, 20]);
  });

  it('starts anew with another expression, and fires nothing for a time in which it was switched off', async () => {
    const first = cloud();
    first.bus.defineRule(scheduled('rate(5 minutes)'));
    await first.pump.turnTo(START + 7 * MINUTE);
    const second = cloud({ state: first.db });
    second.bus.defineRule(scheduled('rate(5 minutes)', { enabled: false }));
    await second.pump.turnTo(START + 21 * MINUTE);
    const third = cloud({ state: first.db });
    third.bus.defineRule(scheduled('rate(5 minutes)'));
    await third.pump.turnTo(START + 26 * MINUTE);
    const fourth = cloud({ state: first.db });
    fourth.bus.defineRule(scheduled('rate(10 minutes)'));
    await fourth.pump.turnTo(START + 40 * MINUTE);
    const minutes = [second, third, fourth].map((each) =>
      each.invoked.map(({ at }) => (at - START) / MINUTE),
    );
    expect(minutes).toEqual([[], [25], [36]]);
  });

  it('fires once a round where the scheduler is told to, the first time that falls into it', async () => {
    const { bus, pump, invoked } = cloud({ scheduleRoundMs: 12 * MINUTE });
    bus.defineRule(scheduled('rate(5 minutes)'));
    await pump.turnTo(START + 50 * MINUTE);
    expect(invoked.map(({ at }) => (at - START) / MINUTE)).toEqual([15, 25, 40, 50]);
  });

  it('fires at one instant in the order of definition', async () => {
    const { bus, pump, invoked } = cloud();
    for (const name of ['b', 'a', 'c']) {
      const targets = [{ id: 'f', arn: functionArn(name) }];
      bus.defineRule(scheduled('rate(1 hour)', { name, arn: ruleArn(name), targets }));
    }
    await pump.turnTo(START + 2 * HOUR);
    expect(invoked.map(({ functionName }) => functionName).join('')).toBe('bacbac');
  });

  it('gives a function its constant input', async () => {
    const { bus, pump, invoked } = cloud();
    bus.defineRule(
      scheduled('rate(1 day)', { targets: [{ id: 'f', arn: functionArn('f'), input: '{"job":"sweep"}' }] }),
    );
    await pump.turnTo(START + DAY);
    expect(invoked.map(({ payload }) => payload)).toEqual([{ job: 'sweep' }]);
  });
});
