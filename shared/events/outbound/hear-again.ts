import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { epochMilliseconds, type Instant } from '../../platform/time.ts';
import type { DomainEvent } from '../catalogue.ts';

/** SQS holds a message back for fifteen minutes at most. */
const longestDelaySeconds = 900;

/** After how many seconds to hear an event again whose delivery is due at a time; undefined where that is the sweep's. */
export function delaySecondsUntil(dueAt: Instant, now: Instant): number | undefined {
  const seconds = Math.ceil((epochMilliseconds(dueAt) - epochMilliseconds(now)) / 1000);
  return seconds <= longestDelaySeconds ? Math.max(0, seconds) : undefined;
}

/** Has an event heard again, by the queue on which it was heard. */
export async function hearAgain(
  event: DomainEvent,
  delaySeconds: number,
  { queue, queueUrl }: { readonly queue: SQSClient; readonly queueUrl: string },
): Promise<void> {
  const MessageBody = JSON.stringify({ detail: event });
  await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
}
