import * as v from 'valibot';
import type { Bus } from '../../services/bus.ts';
import type { RuleTarget } from '../../services/deliveries.ts';
import type { LogGroups } from '../../services/log-groups.ts';
import type { Queues } from '../../services/queues.ts';
import type { Topics } from '../../services/topics.ts';
import type { Resource, Template } from '../template.ts';

const wholeNumber = v.pipe(v.union([v.number(), v.pipe(v.string(), v.digits())]), v.transform(Number));
const QueueProperties = v.object({
  FifoQueue: v.optional(v.literal(false, 'FIFO queues cannot run on one machine')),
  VisibilityTimeout: v.optional(wholeNumber, 30),
  DelaySeconds: v.optional(wholeNumber, 0),
  MessageRetentionPeriod: v.optional(wholeNumber, 345_600),
  RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: v.string(), maxReceiveCount: wholeNumber })),
});
const DeadLetterConfig = v.optional(v.object({ Arn: v.optional(v.string()) }));
const TargetProperties = v.object({
  Id: v.string(),
  Arn: v.string(),
  Input: v.optional(v.string()),
  InputPath: v.optional(v.string()),
  InputTransformer: v.optional(
    v.object({
      InputPathsMap: v.optional(v.record(v.string(), v.string()), {}),
      InputTemplate: v.string(),
    }),
  ),
  DeadLetterConfig,
  RetryPolicy: v.optional(
    v.object({
      MaximumRetryAttempts: v.optional(v.number()),
      MaximumEventAgeInSeconds: v.optional(v.number()),
    }),
  ),
});
const RuleProperties = v.object({
  EventBusName: v.optional(v.string()),
  EventPattern: v.optional(v.unknown()),
  ScheduleExpression: v.optional(v.string()),
  State: v.optional(v.string(), 'ENABLED'),
  Targets: v.optional(v.array(TargetProperties), []),
});
const SubscriptionProperties = v.object({
  TopicArn: v.string(),
  Protocol: v.string(),
  Endpoint: v.string(),
  RawMessageDelivery: v.optional(v.boolean()),
  FilterPolicy: v.optional(v.unknown()),
  FilterPolicyScope: v.optional(v.picklist(['MessageAttributes', 'MessageBody'])),
  RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: v.string() })),
});

const LogSubscriptionProperties = v.object({
  LogGroupName: v.string(),
  FilterPattern: v.literal('', 'filter patterns of logs cannot run on one machine'),
  DestinationArn: v.pipe(
    v.string(),
    v.startsWith('arn:aws:lambda:', 'only functions can hear logs on one machine'),
  ),
});

export function defineQueues(template: Template, queues: Queues): void {
  for (const resource of template.ofType('AWS::SQS::Queue')) {
    const properties = v.parse(QueueProperties, resource.properties);
    const redrive = properties.RedrivePolicy;
    queues.define({
      name: resource.attributes['QueueName'] ?? '',
      arn: arnOf(resource),
      url: resource.ref,
      visibilitySeconds: properties.VisibilityTimeout,
      delaySeconds: properties.DelaySeconds,
      retentionSeconds: properties.MessageRetentionPeriod,
      ...(redrive && {
        redrive: { deadLetterArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
      }),
    });
  }
}

/** Subscriptions of people (mail) and of what lies outside of the template do nothing here. */
export function defineTopics(template: Template, topics: Topics): void {
  for (const { ref } of template.ofType('AWS::SNS::Topic')) topics.define(ref);
  for (const { properties } of template.ofType('AWS::SNS::Subscription')) {
    const { Protocol, ...given } = v.parse(SubscriptionProperties, properties);
    if (Protocol !== 'sqs' && Protocol !== 'lambda') continue;
    topics.subscribe({
      topicArn: given.TopicArn,
      protocol: Protocol,
      endpointArn: given.Endpoint,
      ...(given.RawMessageDelivery && { rawMessageDelivery: true }),
      ...(given.FilterPolicy !== undefined && { filterPolicy: given.FilterPolicy }),
      ...(given.FilterPolicyScope && { filterPolicyScope: given.FilterPolicyScope }),
      ...(given.RedrivePolicy && { deadLetterArn: given.RedrivePolicy.deadLetterTargetArn }),
    });
  }
}

export function defineBuses(template: Template, bus: Bus): void {
  const { region, account } = template;
  bus.defineBus({ name: 'default', arn: `arn:aws:events:${region}:${account}:event-bus/default` });
  for (const resource of template.ofType('AWS::Events::EventBus'))
    bus.defineBus({ name: resource.ref, arn: arnOf(resource) });
  for (const resource of template.ofType('AWS::Events::Rule')) {
    const properties = v.parse(RuleProperties, resource.properties);
    bus.defineRule({
      name: resource.ref.replace(/^.*\|/, ''),
      arn: arnOf(resource),
      enabled: properties.State !== 'DISABLED',
      ...(properties.EventBusName && { busName: properties.EventBusName }),
      ...(properties.EventPattern !== undefined && { pattern: properties.EventPattern }),
      ...(properties.ScheduleExpression && { schedule: properties.ScheduleExpression }),
      targets: properties.Targets.map(targetOf),
    });
  }
}

export function defineLogSubscriptions(template: Template, logGroups: LogGroups): void {
  const arns = new Map(template.ofType('AWS::Logs::LogGroup').map((group) => [group.ref, arnOf(group)]));
  for (const { ref, properties } of template.ofType('AWS::Logs::SubscriptionFilter')) {
    const { LogGroupName, DestinationArn } = v.parse(LogSubscriptionProperties, properties);
    logGroups.subscribe({
      name: ref,
      logGroup: LogGroupName,
      logGroupArn: arns.get(LogGroupName) ?? '',
      functionArn: DestinationArn,
    });
  }
}

function targetOf(target: v.InferOutput<typeof TargetProperties>): RuleTarget {
  const { InputTransformer: transformer, RetryPolicy: retry, DeadLetterConfig: dead } = target;
  return {
    id: target.Id,
    arn: target.Arn,
    ...(target.Input !== undefined && { input: target.Input }),
    ...(target.InputPath !== undefined && { inputPath: target.InputPath }),
    ...(transformer && {
      inputTransformer: {
        inputPathsMap: transformer.InputPathsMap,
        inputTemplate: transformer.InputTemplate,
      },
    }),
    ...(dead?.Arn && { deadLetterArn: dead.Arn }),
    ...(retry && {
      retry: {
        ...(retry.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: retry.MaximumRetryAttempts }),
        ...(retry.MaximumEventAgeInSeconds !== undefined && {
          maximumEventAgeSeconds: retry.MaximumEventAgeInSeconds,
        }),
      },
    }),
  };
}

function arnOf(resource: Resource): string {
  return resource.attributes['Arn'] ?? '';
}
