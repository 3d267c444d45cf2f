import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { MessageAttributesSchema } from './message-attributes.ts';
import { parseInput } from './parse-input.ts';
import type { Topics } from './topics.ts';

const Message = {
  Message: v.string(),
  Subject: v.optional(v.pipe(v.string(), v.maxLength(100), v.regex(/^[\x20-\x7e]+$/))),
  MessageAttributes: v.optional(MessageAttributesSchema),
};
const Publish = v.object({
  ...Message,
  TopicArn: v.optional(v.string()),
  TargetArn: v.optional(v.string()),
  PhoneNumber: v.optional(v.string()),
});
const PublishBatch = v.object({
  TopicArn: v.string(),
  PublishBatchRequestEntries: v.array(v.object({ Id: v.string(), ...Message })),
});

/** One call of the SNS API. Throws AwsError. */
export function callTopics(topics: Topics, action: string, input: unknown): unknown {
  switch (action) {
    case 'Publish':
      return publish(topics, parseInput(Publish, input, 'InvalidParameter'));
    case 'PublishBatch':
      return publishBatch(topics, parseInput(PublishBatch, input, 'InvalidParameter'));
    default:
      throw new AwsError('InvalidAction', `SNS ${action} is not part of this cloud.`);
  }
}

function publish(topics: Topics, request: v.InferOutput<typeof Publish>): { MessageId: string } {
  const { TopicArn, TargetArn, PhoneNumber, Message: message } = request;
  const given = [TopicArn, TargetArn, PhoneNumber].filter((each) => each !== undefined);
  if (given.length !== 1) {
    const reason = given.length === 0 ? 'no value for required parameter' : 'both TopicArn and PhoneNumber';
    throw new AwsError('InvalidParameter', `Invalid parameter: TopicArn or TargetArn Reason: ${reason}`);
  }
  if (PhoneNumber !== undefined) return { MessageId: topics.text(PhoneNumber, message) };
  const MessageId = topics.publish({
    topicArn: TopicArn ?? TargetArn ?? '',
    message,
    subject: request.Subject,
    attributes: request.MessageAttributes,
  });
  return { MessageId };
}

function publishBatch(topics: Topics, request: v.InferOutput<typeof PublishBatch>) {
  const { TopicArn: topicArn, PublishBatchRequestEntries: entries } = request;
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request contains no entries.');
  if (entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more than 10 entries.');
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
  }
  const Successful: { Id: string; MessageId: string }[] = [];
  const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
  for (const { Id, Message: message, Subject: subject, MessageAttributes: attributes } of entries) {
    try {
      Successful.push({ Id, MessageId: topics.publish({ topicArn, message, subject, attributes }) });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'NotFound') throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: error.fault === 'Sender' });
    }
  }
  return { Successful, Failed };
}
