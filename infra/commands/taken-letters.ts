import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { Instant } from '../../shared/platform/time.ts';
import { instantOf } from '../../shared/platform/time.ts';

const moment = v.pipe(v.string(), v.toNumber(), v.transform(instantOf));
const MessageSchema = v.object({
  MessageId: v.string(),
  ReceiptHandle: v.string(),
  Body: v.string(),
  Attributes: v.object({
    SentTimestamp: moment,
    ApproximateFirstReceiveTimestamp: moment,
    DeadLetterQueueSourceArn: v.optional(v.string()),
  }),
  MessageAttributes: v.optional(
    v.object({
      ERROR_CODE: v.optional(v.object({ StringValue: v.pipe(v.string(), v.regex(/^\w{1,80}$/)) })),
    }),
  ),
});

/** A message of a dead-letter queue that was taken out for a while. */
export interface TakenLetter {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  readonly sentAt: Instant;
  /** When it was first tried, where it came here after tries that failed. */
  readonly firstTriedAt?: Instant | undefined;
  /** Why a rule could not deliver it. */
  readonly errorCode?: string | undefined;
}

/** So many at a time, and hidden from others for so long: enough to send them on. */
const most = 1000;
const hiddenSeconds = 300;

/**
 * Takes letters out of a queue, a thousand at most. Each comes back by itself after five minutes unless it was deleted
 * or put back before; nothing is lost if the command is interrupted.
 */
export async function takeLetters(sqs: SQSClient, url: string): Promise<TakenLetter[]> {
  const taken = new Map<string, TakenLetter>();
  while (taken.size < most) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenSeconds,
        // Asks every server of SQS; without it an answer may be empty although there are messages.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['ERROR_CODE'],
      }),
    );
    if (Messages.length === 0) break;
    for (const letter of Messages.map(takenLetter)) taken.set(letter.messageId, letter);
  }
  return [...taken.values()].toSorted((one, other) => (one.sentAt < other.sentAt ? -1 : 1));
}

function takenLetter(message: unknown): TakenLetter {
  const { MessageId, ReceiptHandle, Body, Attributes, MessageAttributes } = v.parse(MessageSchema, message);
  return {
    messageId: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    sentAt: Attributes.SentTimestamp,
    firstTriedAt: Attributes.DeadLetterQueueSourceArn
      ? Attributes.ApproximateFirstReceiveTimestamp
      : undefined,
    errorCode: MessageAttributes?.ERROR_CODE?.StringValue,
  };
}

/** Puts a letter back, for others to see at once. */
export async function putBack(sqs: SQSClient, url: string, { receipt }: TakenLetter): Promise<void> {
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
  );
}

/** Sends a letter's body to a queue; only then may it be deleted. */
export async function sendOn(sqs: SQSClient, to: string, { body }: TakenLetter): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: body }));
}

/** Deletes a letter for good. */
export async function deleteLetter(sqs: SQSClient, url: string, { receipt }: TakenLetter): Promise<void> {
  await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
}
