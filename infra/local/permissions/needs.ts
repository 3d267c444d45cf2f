import * as v from 'valibot';
import type { AsyncSettings } from '../services/async-invocations.ts';
import { functionNameOf } from '../services/arn.ts';
import type { Template } from '../runtime/template.ts';

/** What AWS does with a function's role by itself, so that no call of the function shows it. */
export interface Need {
  functionName: string;
  action: string;
  resource: string;
  /** Why the role needs it, or may have it. */
  reason: string;
  /** Whether AWS cannot do its work without it. */
  required: boolean;
}

const MappingProperties = v.object({
  EventSourceArn: v.string(),
  FunctionName: v.string(),
  DestinationConfig: v.optional(
    v.object({ OnFailure: v.optional(v.object({ Destination: v.optional(v.string()) })) }),
  ),
});

const QUEUE_POLLER = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
/** What the CDK grants a poller besides. */
const QUEUE_POLLER_EXTRAS = ['ChangeMessageVisibility', 'GetQueueUrl'];
const STREAM_POLLER = ['DescribeStream', 'GetRecords', 'GetShardIterator'];

/** What the roles need for the pollers of the template's event source mappings and for their failure destinations. */
export function needsOfMappings(template: Template): Need[] {
  return template.ofType('AWS::Lambda::EventSourceMapping').flatMap(({ properties }) => {
    const { EventSourceArn, FunctionName, DestinationConfig } = v.parse(MappingProperties, properties);
    const functionName = functionNameOf(FunctionName);
    const destination = DestinationConfig?.OnFailure?.Destination;
    return [
      ...pollerNeeds(functionName, EventSourceArn),
      ...(destination === undefined ? [] : destinationNeeds(functionName, destination)),
    ];
  });
}

/** What the roles need for what becomes of asynchronous invocations. */
export function needsOfInvocations(settings: ReadonlyMap<string, AsyncSettings>): Need[] {
  return [...settings].flatMap(([functionName, { deadLetterArn, onFailureArn, onSuccessArn }]) =>
    [deadLetterArn, onFailureArn, onSuccessArn].flatMap((arn) =>
      arn?.startsWith('arn:aws:sqs:') ? destinationNeeds(functionName, arn) : [],
    ),
  );
}

function pollerNeeds(functionName: string, source: string): Need[] {
  if (source.startsWith('arn:aws:sqs:')) {
    const of = { functionName, resource: source, reason: 'Lambda polls the queue in front of the function' };
    return [
      ...QUEUE_POLLER.map((name) => ({ ...of, action: `sqs:${name}`, required: true })),
      ...QUEUE_POLLER_EXTRAS.map((name) => ({ ...of, action: `sqs:${name}`, required: false })),
    ];
  }
  const of = { functionName, reason: "Lambda polls the table's stream for the function", required: true };
  return [
    ...STREAM_POLLER.map((name) => ({ ...of, action: `dynamodb:${name}`, resource: source })),
    { ...of, action: 'dynamodb:ListStreams', resource: '*' },
  ];
}

function destinationNeeds(functionName: string, resource: string): Need[] {
  const of = { functionName, resource, reason: 'Lambda parks there what the function cannot handle' };
  return [
    { ...of, action: 'sqs:SendMessage', required: true },
    // What the CDK grants besides.
    { ...of, action: 'sqs:GetQueueAttributes', required: false },
    { ...of, action: 'sqs:GetQueueUrl', required: false },
  ];
}
