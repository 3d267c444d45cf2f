import { GetQueueAttributesCommand, paginateListQueues, type SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { constructId } from '../stacks/construct-id.ts';
import { eventFunctions, notifyEntry, receiveEntry, relayEntry, sendEntry } from '../stacks/functions.ts';

/** A dead-letter queue of a group. */
export interface DeadLetterQueue {
  /** The function whose letters it holds: `surveys/answer`. */
  readonly of: string;
  readonly url: string;
  /** What its letters mean for customers or staff. */
  readonly impact: string;
  /** The queue they came from; the relay's come from the stream instead. */
  readonly source?: string | undefined;
  /** About how many letters it holds, hidden ones too. */
  readonly count: number;
}

const AttributesSchema = v.object({
  QueueArn: v.string(),
  ApproximateNumberOfMessages: v.pipe(v.string(), v.toNumber()),
  ApproximateNumberOfMessagesNotVisible: v.pipe(v.string(), v.toNumber()),
  RedrivePolicy: v.optional(v.pipe(v.string(), v.parseJson(), v.object({ deadLetterTargetArn: v.string() }))),
});

/**
 * The dead-letter queues of a group, found by their names: CloudFormation begins them with the stack and the construct.
 * Throws when there is none, which is what a wrong account or region looks like.
 */
export async function deadLetterQueues(sqs: SQSClient, group: string): Promise<DeadLetterQueue[]> {
  const stack = `huifang-${group}-events-`;
  const queues = await queuesNamed(sqs, stack);
  const entries = [...eventFunctions, notifyEntry, receiveEntry, sendEntry, relayEntry];
  const found = entries.flatMap(({ name, impact }) => {
    const parked = queues.find((each) => each.name.startsWith(`${stack}${constructId(name)}DeadLetters`));
    if (!parked) return [];
    const source = queues.find((each) => each.deadLetterArn === parked.arn)?.url;
    return [{ of: name, url: parked.url, impact, source, count: parked.count }];
  });
  if (found.length === 0) {
    throw new Error(`no dead-letter queue begins with ${stack}: is this the account and region of ${group}?`);
  }
  return found.toSorted((one, other) => (one.of < other.of ? -1 : 1));
}

async function queuesNamed(sqs: SQSClient, prefix: string) {
  const urls: string[] = [];
  for await (const page of paginateListQueues({ client: sqs, pageSize: 1000 }, { QueueNamePrefix: prefix })) {
    urls.push(...(page.QueueUrls ?? []));
  }
  return Promise.all(
    urls.map(async (url) => {
      const answer = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
      );
      const attributes = v.parse(AttributesSchema, answer.Attributes);
      return {
        url,
        name: url.slice(url.lastIndexOf('/') + 1),
        arn: attributes.QueueArn,
        deadLetterArn: attributes.RedrivePolicy?.deadLetterTargetArn,
        count: attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible,
      };
    }),
  );
}
