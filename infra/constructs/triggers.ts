import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { HouseAlarm } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { House, HouseFunction } from './house-function.ts';

const triesBeforeParking = 5;
const batchSize = 10;

/**
 * The queue in front of a function: a message stays hidden for six times the function's timeout, is tried five times,
 * and then waits in a dead-letter queue whose alarm says what it means.
 */
export function queueInFront(
  fn: HouseFunction,
  house: House,
  impact: string,
): { queue: Queue; parked: Queue } {
  const parked = new DeadLetterQueue(fn, 'DeadLetters', { impact, topic: house.alarms });
  const queue = new Queue(fn, 'Queue', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(6 * (fn.timeout?.toSeconds() ?? 30)),
    retentionPeriod: Duration.days(14),
    deadLetterQueue: { queue: parked, maxReceiveCount: triesBeforeParking },
  });
  fn.addEventSource(new SqsEventSource(queue, { batchSize, reportBatchItemFailures: true }));
  return { queue, parked };
}

/** Lets a function hear events of the bus through a queue of its own, and answers that. */
export function hearEvents(
  fn: HouseFunction,
  house: House,
  props: { readonly bus: IEventBus; readonly pattern: EventPattern; readonly impact: string },
): Queue {
  const { queue, parked } = queueInFront(fn, house, props.impact);
  const rule = new Rule(fn, 'Hears', {
    eventBus: props.bus,
    eventPattern: { source: ['huifang'], ...props.pattern },
  });
  rule.addTarget(new SqsQueue(queue, { deadLetterQueue: parked }));
  return queue;
}

/** Lets a function hear a topic through a queue of its own. */
export function hearTopic(
  fn: HouseFunction,
  house: House,
  props: { readonly topic: ITopic; readonly impact: string },
): void {
  const { queue, parked } = queueInFront(fn, house, props.impact);
  props.topic.addSubscription(new SqsSubscription(queue, { deadLetterQueue: parked }));
}

/**
 * Starts a function every so many minutes, counted from the full hour; once a day shortly after midnight, by UTC. A firing that cannot be delivered is dropped
 * after ten minutes: the next one does all that is due anyway.
 */
export function sweepRegularly(
  fn: HouseFunction,
  house: House,
  { everyMinutes, impact }: { readonly everyMinutes: 15 | 30 | 60 | 1440; readonly impact: string },
): void {
  fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(10) });
  new Rule(fn, 'Every', {
    schedule: Schedule.cron(cronOf[everyMinutes]),
    targets: [new LambdaFunction(fn, { retryAttempts: 1, maxEventAge: Duration.minutes(10) })],
  });
  new HouseAlarm(fn, 'Failing', {
    metric: fn.metricErrors({ period: Duration.minutes(everyMinutes) }),
    threshold: 1,
    impact,
    topic: house.alarms,
  });
}

const cronOf = {
  15: { minute: '0/15' },
  30: { minute: '0/30' },
  60: { minute: '0' },
  1440: { minute: '10', hour: '0' },
} as const;
