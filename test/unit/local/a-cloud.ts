import type { DatabaseSync } from 'node:sqlite';
import type { Admission, Invoke, Outcome, WorkSource } from '../../../infra/local/contract.ts';
import { AsyncInvocations } from '../../../infra/local/services/async-invocations.ts';
import { Bus } from '../../../infra/local/services/bus.ts';
import { Phones } from '../../../infra/local/services/phones.ts';
import { Pump } from '../../../infra/local/services/pump.ts';
import { QueueMapping, type QueueMappingSettings } from '../../../infra/local/services/queue-mapping.ts';
import { Queues, type QueueSettings } from '../../../infra/local/services/queues.ts';
import { openState } from '../../../infra/local/services/state.ts';
import { Topics } from '../../../infra/local/services/topics.ts';
import { VirtualClock } from '../../../infra/local/services/virtual-clock.ts';

export const START = Date.parse('2026-03-02T01:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
export const topicArn = (name: string) => `arn:aws:sns:eu-west-1:123456789012:${name}`;
export const ruleArn = (name: string) => `arn:aws:events:eu-west-1:123456789012:rule/${name}`;
export const BUS = { name: 'house', arn: 'arn:aws:events:eu-west-1:123456789012:event-bus/house' };

export function queue(name: string, more: Partial<QueueSettings> = {}): QueueSettings {
  return {
    name,
    arn: queueArn(name),
    url: `http://localhost:4000/123456789012/${name}`,
    visibilitySeconds: 30,
    delaySeconds: 0,
    retentionSeconds: 4 * 86_400,
    ...more,
  };
}

export interface Invoked {
  functionName: string;
  payload: unknown;
  requestId: string | undefined;
  at: number;
}

export const succeeded = (result: unknown = null): Outcome => ({ status: 'succeeded', result });
export const failed = (errorMessage = 'no'): Outcome => ({
  status: 'failed',
  errorType: 'Error',
  errorMessage,
});

/** All services over one state, with a function host that answers as told and notes what it was asked. */
export function aCloud({
  state = ':memory:',
  answer = () => succeeded(),
  mappings = [],
  queues: settings = [],
  admit = () => {},
  scheduleRoundMs,
}: {
  state?: string | DatabaseSync;
  answer?: (invoked: Invoked) => Outcome | Promise<Outcome>;
  mappings?: QueueMappingSettings[];
  queues?: QueueSettings[];
  /** Whom targets let in; everybody without it. */
  admit?: Admission;
  scheduleRoundMs?: number;
} = {}) {
  const db = typeof state === 'string' ? openState(state) : state;
  const clock = new VirtualClock(db, START);
  const invoked: Invoked[] = [];
  const invoke: Invoke = async (functionName, payload, requestId) => {
    const invocation = { functionName, payload, requestId, at: clock.now() };
    invoked.push(invocation);
    return answer(invocation);
  };
  const queues = new Queues(db, clock);
  for (const each of settings) queues.define(each);
  const invocations = new AsyncInvocations(db, clock, invoke, (arn, body, attributes) =>
    queues.send(arn, body, { attributes }),
  );
  const invokeAsync = invocations.enqueue.bind(invocations);
  const bus = new Bus(db, clock, { queues, invokeAsync, admit }, scheduleRoundMs);
  bus.defineBus(BUS);
  const topics: Topics = new Topics(db, clock, {
    queues,
    invokeAsync,
    text: (phone, message) => phones.deliver(phone, message),
    admit,
  });
  const phones = new Phones(db, clock, topics, () => undefined, {
    originationNumber: '+12125550101',
    inboundTopicArn: topicArn('inbound'),
  });
  topics.define(topicArn('inbound'));
  const sources: WorkSource[] = [
    bus,
    ...mappings.map((each) => new QueueMapping({ queues, clock, invoke }, each)),
    invocations,
  ];
  const pump = new Pump(clock, sources);
  return { db, clock, queues, invocations, bus, topics, phones, pump, sources, invoked };
}

/** A seat in a test for what the code under test answered as `unknown`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((found, step) => {
    if (typeof found !== 'object' || found === null) return undefined;
    const members: Record<string, unknown> = Object.fromEntries(Object.entries(found));
    return members[String(step)];
  }, value);
}
