import { describe, expect, it } from 'vitest';
import {
  aCloud,
  DAY,
  failed,
  functionArn,
  HOUR,
  MINUTE,
  queue,
  queueArn,
  START,
  succeeded,
} from './a-cloud.ts';

const DEAD = queueArn('dead');
const minutes = (invoked: { at: number }[]) => invoked.map(({ at }) => (at - START) / MINUTE);
const cloud = (answer: NonNullable<Parameters<typeof aCloud>[0]>['answer']) =>
  aCloud({ queues: [queue('dead')], ...(answer && { answer }) });

describe('an asynchronous invocation', () => {
  it('is tried three times under one request id, after one and two minutes', async () => {
    const { invocations, pump, invoked } = cloud(() => failed());
    const requestId = invocations.enqueue({ functionName: 'f', payload: { a: 1 } });
    await pump.turnTo(START + DAY);
    expect(minutes(invoked)).toEqual([0, 1, 3]);
    expect(new Set(invoked.map((each) => each.requestId))).toEqual(new Set([requestId]));
    expect(invoked.map(({ payload }) => payload)).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }]);
  });

  it('ends with its first success', async () => {
    const { invocations, pump, invoked } = cloud(({ at }) => (at > START ? succeeded() : failed()));
    invocations.enqueue({ functionName: 'f', payload: null });
    await pump.turnTo(START + DAY);
    expect(minutes(invoked)).toEqual([0, 1]);
    expect(invocations.nextAt()).toBeUndefined();
  });

  it('obeys the function’s settings and leaves its payload in the dead-letter queue with the error', async () => {
    const { invocations, pump, queues, invoked } = cloud(() => failed('boom'));
    queues.watchDeadLetters(DEAD);
    invocations.configure('f', {
      functionArn: functionArn('f'),
      maximumRetryAttempts: 1,
      deadLetterArn: DEAD,
    });
    invocations.enqueue({ functionName: 'f', payload: { a: 1 } });
    await pump.turnTo(START + DAY);
    expect(minutes(invoked)).toEqual([0, 1]);
    expect(queues.deadLetters()).toMatchObject([
      {
        body: '{"a":1}',
        attributes: { ErrorMessage: { StringValue: 'boom' }, ErrorCode: { StringValue: '200' } },
      },
    ]);
  });

  it('is given up when it has grown too old', async () => {
    const { invocations, pump, queues, invoked } = cloud(() => failed());
    invocations.configure('f', {
      functionArn: functionArn('f'),
      maximumEventAgeSeconds: 120,
      onFailureArn: DEAD,
    });
    invocations.enqueue({ functionName: 'f', payload: 1 });
    await pump.turnTo(START + 119_000);
    expect(queues.nextAt(DEAD)).toBeUndefined();
    await pump.turnTo(START + HOUR);
    expect(minutes(invoked)).toEqual([0, 1]);
    const [record] = queues.receive(DEAD, 1);
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      version: '1.0',
      timestamp: '2026-03-02T01:02:00.000Z',
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
      requestPayload: 1,
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'no', errorType: 'Error' },
    });
  });

  it('sends its result where the template says', async () => {
    const { invocations, pump, queues } = cloud(() => succeeded({ ok: true }));
    invocations.configure('f', { functionArn: functionArn('f'), onSuccessArn: DEAD });
    invocations.enqueue({ functionName: 'f', payload: 1 });
    await pump.quiet();
    const [record] = queues.receive(DEAD, 1);
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      requestContext: { condition: 'Success', functionArn: `${functionArn('f')}:$LATEST` },
      responsePayload: { ok: true },
    });
  });

  it('with settings of its own goes by them', async () => {
    const { invocations, pump, queues, invoked } = cloud(() => failed());
    const retry = { maximumRetryAttempts: 0 };
    invocations.enqueue({ functionName: 'f', payload: 'x', retry, deadLetterArn: DEAD });
    await pump.turnTo(START + DAY);
    expect(invoked).toHaveLength(1);
    expect(queues.receive(DEAD, 1)[0]).toMatchObject({ body: '"x"', sentAt: START });
  });
});
