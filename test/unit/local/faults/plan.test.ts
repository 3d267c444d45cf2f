import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { FaultPlanSchema, noFaults } from '../../../../infra/local/faults/plan.ts';

/** What is said of a plan: where, and what is wrong there. */
function said(plan: unknown): string[] {
  const { issues = [] } = v.safeParse(FaultPlanSchema, plan);
  return issues.map(({ path = [], message }) =>
    `${path.map(({ key }) => `/${String(key)}`).join('')} ${message}`.trim(),
  );
}
const call = (more: object) => ({ calls: [{ kind: 'throttled', nth: 1, ...more }] });
const delivery = (more: object) => ({ deliveries: [{ of: 'event', kind: 'delayed', rate: 0.5, ...more }] });
const outage = (more: object) => ({
  outages: [{ service: 'sqs', from: '2026-03-03T09:00:00Z', until: '2026-03-03T10:00:00Z', ...more }],
});

describe('a plan of faults', () => {
  it('may be empty: then nothing goes wrong', () => {
    expect(v.parse(FaultPlanSchema, {})).toEqual(noFaults);
  });

  it('is filled up with what is usual', () => {
    const plan = { ...call({ subject: 'a' }), ...delivery({}), ...outage({}), subjects: { a: ['+86138'] } };
    expect(v.parse(FaultPlanSchema, plan)).toEqual({
      seed: 1,
      calls: [{ kind: 'throttled', nth: 1, times: 1, subject: 'a' }],
      deliveries: [{ of: 'event', kind: 'delayed', rate: 0.5, delaySeconds: 60 }],
      outages: [{ service: 'sqs', from: Date.UTC(2026, 2, 3, 9), until: Date.UTC(2026, 2, 3, 10) }],
      subjects: { a: ['+86138'] },
      oneByOne: false,
      record: false,
    });
  });

  const time = 'must be a time with its offset, such as 2026-03-03T09:55:00+08:00';
  const kinds = 'throttled, timed out before, timed out after, killed before, killed after, conflict';
  const ofCalls = 'kind, function, action, subject, nth, rate, times';
  it.each<[plan: unknown, words: string]>([
    ['nothing', 'must be an object'],
    [
      { call: [] },
      '/call there is no such member; there are seed, calls, deliveries, outages, subjects, oneByOne, record',
    ],
    [{ calls: {} }, '/calls must be a list'],
    [{ seed: '1' }, '/seed must be a number'],
    [{ record: 1 }, '/record must be true or false'],
    [{ subjects: { a: [''] } }, '/subjects/a/0 must not be empty'],
    [{ calls: [{ nth: 1 }] }, '/calls/0/kind is missing'],
    [call({ kind: 'slow' }), `/calls/0/kind must be one of: ${kinds}`],
    [call({ fn: 'x' }), `/calls/0/fn there is no such member; there are ${ofCalls}`],
    [call({ nth: 0 }), '/calls/0/nth must be a whole number, 1 or more'],
    [call({ nth: 1.5 }), '/calls/0/nth must be a whole number, 1 or more'],
    [call({ times: '3' }), '/calls/0/times must be a whole number, 1 or more'],
    [call({ nth: undefined, rate: 2 }), '/calls/0/rate must be a number from 0 (never) to 1 (always)'],
    [call({ nth: undefined }), '/calls/0 needs either nth or rate'],
    [call({ rate: 0.5 }), '/calls/0 needs either nth or rate'],
    [call({ kind: 'conflict', action: 'PutItem' }), '/calls/0 a conflict befalls TransactWriteItems only'],
    [call({ subject: 'b' }), 'b is no subject of the plan; there are nobody'],
    [delivery({ of: 'phone' }), '/deliveries/0/of must be one of: stream, queue, event, text'],
    [delivery({ rate: -1 }), '/deliveries/0/rate must be a number from 0 (never) to 1 (always)'],
    [delivery({ delaySeconds: 901 }), '/deliveries/0/delaySeconds must be a whole number, 1 to 900'],
    [
      delivery({ of: 'stream' }),
      '/deliveries/0 stream and queue know duplicated and reordered, event and text know duplicated and delayed',
    ],
    [
      outage({ service: 'ses' }),
      '/outages/0/service must be one of: dynamodb, sqs, sns, sms-voice, events, secretsmanager, cognito-idp, lambda, s3',
    ],
    [outage({ until: 'noon' }), `/outages/0/until ${time}`],
    // Which moment it is would depend on where the machine stands.
    [outage({ from: '2026-03-03T09:00:00' }), `/outages/0/from ${time}`],
    [outage({ until: '2026-03-03T09:00:00Z' }), '/outages/0 must begin before it ends'],
  ])('%j is refused with the place and a reason', (plan, words) => {
    expect(said(plan)).toEqual([words]);
  });
});
