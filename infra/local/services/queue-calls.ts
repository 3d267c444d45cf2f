import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import {
  md5,
  md5OfAttributes,
  MessageAttributesSchema,
  sizeOfAttributes,
  type MessageAttributes,
} from './message-attributes.ts';
import { parseInput } from './parse-input.ts';
import type { Queues, QueueSettings, ReceivedMessage } from './queues.ts';

/** Bytes of a message with its attributes, and of a whole batch: SQS's limit since 2025. */
const MAXIMUM_BYTES = 1024 * 1024;

/** One call of the SQS API in the shape of its JSON protocol. Throws AwsError. */
export function callQueue(queues: Queues, action: string, input: unknown): unknown {
  const call = Object.hasOwn(CALLS, action) ? CALLS[action] : undefined;
  if (call === undefined) {
    throw new AwsError('UnknownOperationException', `SQS ${action} is not part of this cloud.`);
  }
  return call(queues, input);
}

const QueueUrl = v.object({ QueueUrl: v.string() });
const seconds = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const Message = v.object({
  MessageBody: v.pipe(v.string(), v.minLength(1, 'The request must contain the parameter MessageBody.')),
  DelaySeconds: v.optional(seconds(900)),
  MessageAttributes: v.optional(MessageAttributesSchema),
});

const CALLS: Readonly<Record<string, (queues: Queues, input: unknown) => unknown>> = {
  SendMessage(queues, input) {
    const { QueueUrl: url, ...message } = parseInput(
      v.object({ ...QueueUrl.entries, ...Message.entries }),
      input,
    );
    return send(queues, queueAt(queues, url), message);
  },

  SendMessageBatch(queues, input) {
    const { QueueUrl: url, Entries } = parseInput(
      batchOf({ ...Message.entries, MessageBody: v.string() }),
      input,
    );
    const queue = queueAt(queues, url);
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAXIMUM_BYTES) {
      throw new AwsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${MAXIMUM_BYTES} bytes.`,
        { queryCode: 'AWS.SimpleQueueService.BatchRequestTooLong' },
      );
    }
    return eachEntry(Entries, ({ Id, ...message }) => ({ Id, ...send(queues, queue, message) }));
  },

  ReceiveMessage(queues, input) {
    const request = parseInput(
      v.object({
        ...QueueUrl.entries,
        MaxNumberOfMessages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
        VisibilityTimeout: v.optional(seconds(43_200)),
        // The virtual clock stands still while somebody waits, so there is nothing to wait for.
        WaitTimeSeconds: v.optional(seconds(20)),
        AttributeNames: v.optional(v.array(v.string()), []),
        MessageSystemAttributeNames: v.optional(v.array(v.string()), []),
        MessageAttributeNames: v.optional(v.array(v.string()), []),
      }),
      input,
    );
    const { arn } = queueAt(queues, request.QueueUrl);
    const messages = queues.receive(arn, request.MaxNumberOfMessages, {
      visibilitySeconds: request.VisibilityTimeout,
    });
    const systemNames = [...request.AttributeNames, ...request.MessageSystemAttributeNames];
    if (messages.length === 0) return {};
    return {
      Messages: messages.map((each) => messageAsked(each, systemNames, request.MessageAttributeNames)),
    };
  },

  DeleteMessage(queues, input) {
    const request = parseInput(v.object({ ...QueueUrl.entries, ReceiptHandle: v.string() }), input);
    queues.delete(queueAt(queues, request.QueueUrl).arn, request.ReceiptHandle);
    return {};
  },

  DeleteMessageBatch(queues, input) {
    const { QueueUrl: url, Entries } = parseInput(batchOf({ ReceiptHandle: v.string() }), input);
    const { arn } = queueAt(queues, url);
    return eachEntry(Entries, ({ Id, ReceiptHandle }) => {
      queues.delete(arn, ReceiptHandle);
      return { Id };
    });
  },

  ChangeMessageVisibility(queues, input) {
    const request = parseInput(
      v.object({ ...QueueUrl.entries, ReceiptHandle: v.string(), VisibilityTimeout: seconds(43_200) }),
      input,
    );
    const { arn } = queueAt(queues, request.QueueUrl);
    queues.changeVisibility(arn, request.ReceiptHandle, request.VisibilityTimeout);
    return {};
  },

  ListQueues(queues, input) {
    const request = parseInput(
      v.object({
        QueueNamePrefix: v.optional(v.string(), ''),
        MaxResults: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1000),
        NextToken: v.optional(v.string(), ''),
      }),
      input,
    );
    const found = queues
      .all()
      .filter(({ name }) => name.startsWith(request.QueueNamePrefix) && name > request.NextToken)
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const page = found.slice(0, request.MaxResults);
    return {
      QueueUrls: page.map(({ url }) => url),
      ...(page.length < found.length && { NextToken: page.at(-1)?.name }),
    };
  },

  GetQueueUrl(queues, input) {
    const { QueueName } = parseInput(v.object({ QueueName: v.string() }), input);
    return { QueueUrl: queueAt(queues, QueueName).url };
  },

  GetQueueAttributes(queues, input) {
    const request = parseInput(
      v.object({ ...QueueUrl.entries, AttributeNames: v.optional(v.array(v.string()), []) }),
      input,
    );
    const queue = queueAt(queues, request.QueueUrl);
    const wanted = (name: string) => request.AttributeNames.some((each) => each === 'All' || each === name);
    const attributes = Object.entries(queueAttributes(queues, queue)).filter(([name]) => wanted(name));
    return attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) };
  },
};

function queueAttributes(queues: Queues, queue: QueueSettings): Record<string, string> {
  const counts = queues.counts(queue.arn);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(queue.visibilitySeconds),
    DelaySeconds: String(queue.delaySeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    MaximumMessageSize: String(MAXIMUM_BYTES),
    ReceiveMessageWaitTimeSeconds: '0',
    ...(queue.redrive && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: queue.redrive.deadLetterArn,
        maxReceiveCount: queue.redrive.maxReceiveCount,
      }),
    }),
  };
}

/** A queue by its URL, whatever the host, or by its name. */
function queueAt(queues: Queues, urlOrName: string): QueueSettings {
  const name = urlOrName.slice(urlOrName.lastIndexOf('/') + 1);
  const found = queues.all().find((queue) => queue.url === urlOrName || queue.name === name);
  return found ?? queues.settings(urlOrName);
}

type OutgoingMessage = {
  MessageBody: string;
  DelaySeconds?: number | undefined;
  MessageAttributes?: MessageAttributes | undefined;
};

function sizeOf({ MessageBody, MessageAttributes = {} }: OutgoingMessage): number {
  return Buffer.byteLength(MessageBody) + sizeOfAttributes(MessageAttributes);
}

function send(queues: Queues, queue: QueueSettings, message: OutgoingMessage) {
  if (message.MessageBody === '') {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  }
  if (sizeOf(message) > MAXIMUM_BYTES) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${MAXIMUM_BYTES} bytes.`,
    );
  }
  const attributes = message.MessageAttributes ?? {};
  const hasAttributes = Object.keys(attributes).length > 0;
  const MessageId = queues.send(queue.arn, message.MessageBody, {
    delaySeconds: message.DelaySeconds,
    attributes,
  });
  return {
    MessageId,
    MD5OfMessageBody: md5(message.MessageBody),
    ...(hasAttributes && { MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}

/** The attributes that SQS itself gives a message, all as text. */
export function systemAttributes(message: ReceivedMessage): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.deadLetterOf !== undefined && { DeadLetterQueueSourceArn: message.deadLetterOf }),
  };
}

function messageAsked(message: ReceivedMessage, systemNames: string[], names: string[]) {
  const wanted = (patterns: string[], name: string) =>
    patterns.some(
      (each) =>
        each === 'All' ||
        each === '.*' ||
        each === name ||
        (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    );
  const system = Object.entries(systemAttributes(message)).filter(([name]) => wanted(systemNames, name));
  const attributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => wanted(names, name)),
  );
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
}

function batchOf<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.object({
    ...QueueUrl.entries,
    Entries: v.array(v.object({ Id: v.string(), ...entries })),
  });
}

/** Does each entry of a batch for itself and answers which succeeded and which failed, as SQS does. */
function eachEntry<Entry extends { Id: string }, Done>(entries: Entry[], one: (entry: Entry) => Done) {
  refuseBadBatch(entries.map((entry) => entry.Id));
  const Successful: Done[] = [];
  const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
  for (const entry of entries) {
    try {
      Successful.push(one(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({
        Id: entry.Id,
        Code: error.code,
        Message: error.message,
        SenderFault: error.fault === 'Sender',
      });
    }
  }
  return { Successful, Failed };
}

function refuseBadBatch(ids: string[]): void {
  const refuse = (code: string, message: string): never => {
    throw new AwsError(code, message, { queryCode: `AWS.SimpleQueueService.${code}` });
  };
  if (ids.length === 0) refuse('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (ids.length > 10) {
    refuse(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${ids.length}.`,
    );
  }
  if (new Set(ids).size < ids.length) {
    refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id))) {
    refuse(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores.',
    );
  }
}
