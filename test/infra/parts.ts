import * as v from 'valibot';

// The parts of the template that several files of tests look at.

const listOfTexts = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
]);
const listOfAnything = v.union([
  v.array(v.unknown()),
  v.pipe(
    v.unknown(),
    v.transform((one) => [one]),
  ),
]);

/** A statement of a policy, its actions and resources as lists. */
export const StatementSchema = v.object({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: listOfTexts,
  Resource: listOfAnything,
  Principal: v.optional(v.unknown()),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown())), {}),
});
export type Statement = v.InferOutput<typeof StatementSchema>;

export const DocumentSchema = v.object({ Statement: v.array(StatementSchema) });

export const FunctionSchema = v.object({
  Handler: v.string(),
  Runtime: v.string(),
  Timeout: v.number(),
  Role: v.unknown(),
  Description: v.string(),
  LoggingConfig: v.object({ LogGroup: v.unknown() }),
});

export const MappingSchema = v.object({
  EventSourceArn: v.unknown(),
  FunctionName: v.unknown(),
  FunctionResponseTypes: v.optional(v.array(v.string()), []),
  BatchSize: v.number(),
  MaximumBatchingWindowInSeconds: v.optional(v.number(), 0),
  MaximumRetryAttempts: v.optional(v.number()),
  MaximumRecordAgeInSeconds: v.optional(v.number()),
  BisectBatchOnFunctionError: v.optional(v.boolean(), false),
  DestinationConfig: v.optional(v.object({ OnFailure: v.object({ Destination: v.unknown() }) })),
});

export const RuleSchema = v.object({
  State: v.string(),
  EventBusName: v.optional(v.unknown()),
  EventPattern: v.optional(v.record(v.string(), v.unknown())),
  ScheduleExpression: v.optional(v.string()),
  Targets: v.array(
    v.object({
      Arn: v.unknown(),
      DeadLetterConfig: v.optional(v.object({ Arn: v.unknown() })),
      RetryPolicy: v.optional(v.object({ MaximumEventAgeInSeconds: v.number() })),
    }),
  ),
});

export const AlarmSchema = v.object({
  AlarmDescription: v.optional(v.string(), ''),
  AlarmActions: v.optional(v.array(v.unknown()), []),
  MetricName: v.string(),
  Namespace: v.string(),
  Threshold: v.number(),
  ComparisonOperator: v.string(),
  Dimensions: v.optional(v.array(v.object({ Name: v.string(), Value: v.unknown() })), []),
});

/** The name of the function with a handler: the file under functions/, without its ending. */
export function nameOf({ Handler }: { Handler: string }): string {
  return Handler.replace(/\.handler$/, '');
}
