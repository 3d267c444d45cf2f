import * as v from 'valibot';
import type { Invoke, Outcome, WorkSource } from '../contract.ts';
import { arnParts } from './arn.ts';
import { md5, md5OfAttributes, type MessageAttributes } from './message-attributes.ts';
import { systemAttributes } from './queue-calls.ts';
import type { Queues, ReceivedMessage } from './queues.ts';
import type { VirtualClock } from './virtual-clock.ts';

export interface QueueMappingSettings {
  queueArn: string;
  functionName: string;
  /** At most so many messages per invocation; a batching window is not waited for. */
  batchSize: number;
  /** The template's `FunctionResponseTypes: [ReportBatchItemFailures]`. */
  reportBatchItemFailures: boolean;
}

/** Lambda's poller for one queue: invokes the function with batches and deletes what it has handled. */
export class QueueMapping implements WorkSource {
  readonly name: string;
  readonly #queues: Queues;
  readonly #clock: VirtualClock;
  readonly #invoke: Invoke;
  readonly #settings: QueueMappingSettings;
  readonly #mostAtOnce: () => number;

  constructor(
    {
      queues,
      clock,
      invoke,
      mostAtOnce = () => Infinity,
    }: { queues: Queues; clock: VirtualClock; invoke: Invoke; mostAtOnce?: () => number },
    settings: QueueMappingSettings,
  ) {
    this.name = `${queues.settings(settings.queueArn).name} → ${settings.functionName}`;
    this.#queues = queues;
    this.#clock = clock;
    this.#invoke = invoke;
    this.#settings = settings;
    this.#mostAtOnce = mostAtOnce;
    queues.takeUp(settings.queueArn);
  }

  /** One batch: what the function has handled is deleted, the rest waits for its visibility timeout. */
  async work(): Promise<boolean> {
    const { queueArn, functionName, batchSize } = this.#settings;
    const next = this.#queues.nextAt(queueArn);
    if (next === undefined || next > this.#clock.now()) return false;
    const batch = this.#queues.receive(queueArn, Math.min(batchSize, this.#mostAtOnce()), {
      byFunction: true,
    });
    // What was visible has all gone to the dead-letter queue: that was a piece of work too.
    if (batch.length === 0) return true;
    const outcome = await this.#invoke(functionName, {
      Records: batch.map((message) => sqsRecord(queueArn, message)),
    });
    const failed = this.#failedOf(batch, outcome);
    for (const message of batch) {
      if (failed.has(message.messageId)) this.#queues.leaveInFlight(queueArn, message.receiptHandle);
      else this.#queues.delete(queueArn, message.receiptHandle);
    }
    return true;
  }

  nextAt(): number | undefined {
    return this.#queues.nextAt(this.#settings.queueArn);
  }

  #failedOf(batch: readonly ReceivedMessage[], outcome: Outcome): ReadonlySet<string> {
    const ids = batch.map((message) => message.messageId);
    if (outcome.status === 'failed') return new Set(ids);
    return this.#settings.reportBatchItemFailures ? failedItems(ids, outcome.result) : new Set();
  }
}

const PartialAnswer = v.object({
  batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) }))),
});

/**
 * Which messages of a batch a function says it has not handled. As Lambda reads it: no answer, or an empty one, is complete
 * success; an identifier that is empty, missing or of no message of the batch makes the whole batch a failure.
 */
export function failedItems(ids: readonly string[], answer: unknown): ReadonlySet<string> {
  if (answer === null || answer === undefined || answer === '') return new Set();
  const parsed = v.safeParse(PartialAnswer, answer);
  if (!parsed.success) return new Set(ids);
  const failed = (parsed.output.batchItemFailures ?? []).map((item) => item.itemIdentifier);
  return new Set(failed.every((id) => ids.includes(id)) ? failed : ids);
}

/** A message as a function sees it in `event.Records`. */
function sqsRecord(queueArn: string, message: ReceivedMessage) {
  const hasAttributes = Object.keys(message.attributes).length > 0;
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: lambdaAttributes(message.attributes),
    ...(hasAttributes && { md5OfMessageAttributes: md5OfAttributes(message.attributes) }),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: arnParts(queueArn).region,
  };
}

function lambdaAttributes(attributes: MessageAttributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: DataType,
      },
    ]),
  );
}
