import * as v from 'valibot';
import { compilePattern } from '../../rules/event-pattern.ts';
import { functionNameOf } from '../../services/arn.ts';
import type { QueueMappingSettings } from '../../services/queue-mapping.ts';
import type { StreamMappingSettings } from '../stream-mapping.ts';
import type { Table } from '../tables.ts';
import type { Template } from '../template.ts';

const MappingProperties = v.object({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  Enabled: v.optional(v.boolean(), true),
  BatchSize: v.optional(v.number()),
  FunctionResponseTypes: v.optional(v.array(v.string()), []),
  FilterCriteria: v.optional(v.object({ Filters: v.array(v.object({ Pattern: v.string() })) })),
  BisectBatchOnFunctionError: v.optional(v.boolean(), false),
  MaximumRetryAttempts: v.optional(v.number(), -1),
  MaximumRecordAgeInSeconds: v.optional(v.number(), -1),
  DestinationConfig: v.optional(
    v.object({ OnFailure: v.optional(v.object({ Destination: v.optional(v.string()) })) }),
  ),
});

/** What the event source mappings of the template say, by the kind of their source. */
export function mappings(template: Template, tables: readonly Table[]) {
  const queues: QueueMappingSettings[] = [];
  const streams: StreamMappingSettings[] = [];
  for (const resource of template.ofType('AWS::Lambda::EventSourceMapping')) {
    const mapping = v.parse(MappingProperties, resource.properties);
    if (!mapping.Enabled) continue;
    const functionName = functionNameOf(mapping.FunctionName);
    const reportBatchItemFailures = mapping.FunctionResponseTypes.includes('ReportBatchItemFailures');
    if (mapping.EventSourceArn.startsWith('arn:aws:sqs:')) {
      if (mapping.FilterCriteria)
        throw new Error(`${resource.logicalId}: filter criteria of a queue cannot run on one machine`);
      queues.push({
        queueArn: mapping.EventSourceArn,
        functionName,
        batchSize: mapping.BatchSize ?? 10,
        reportBatchItemFailures,
      });
      continue;
    }
    const engineStreamArn = tables.find((table) =>
      mapping.EventSourceArn.startsWith(`${table.arn}/stream/`),
    )?.engineStreamArn;
    const onFailure = mapping.DestinationConfig?.OnFailure?.Destination;
    if (!engineStreamArn)
      throw new Error(
        `${resource.logicalId}: ${mapping.EventSourceArn} is no stream of a table of the template`,
      );
    if (onFailure !== undefined && !onFailure.startsWith('arn:aws:sqs:'))
      throw new Error(
        `${resource.logicalId}: only a queue can take failures on one machine, not ${onFailure}`,
      );
    streams.push({
      // Not the logical id, which may change while the stream's readers stay the same.
      id: `${mapping.EventSourceArn} ${functionName}`,
      functionName,
      functionArn: `arn:aws:lambda:${template.region}:${template.account}:function:${functionName}`,
      streamArn: mapping.EventSourceArn,
      engineStreamArn,
      region: template.region,
      batchSize: mapping.BatchSize ?? 100,
      patterns: (mapping.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
        compilePattern(JSON.parse(Pattern)),
      ),
      reportBatchItemFailures,
      bisectBatchOnFunctionError: mapping.BisectBatchOnFunctionError,
      maximumRetryAttempts: mapping.MaximumRetryAttempts,
      maximumRecordAgeSeconds: mapping.MaximumRecordAgeInSeconds,
      onFailureQueueArn: onFailure,
    });
  }
  return { queues, streams };
}
