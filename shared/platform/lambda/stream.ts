import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import * as v from 'valibot';
import { observed } from './observe.ts';

const image = v.custom<Record<string, AttributeValue>>(
  (value) => typeof value === 'object' && value !== null,
);
const StreamEventSchema = v.object({
  Records: v.array(
    v.object({ dynamodb: v.object({ SequenceNumber: v.string(), NewImage: v.optional(image) }) }),
  ),
});

/** An item as it was written, and its place in the stream. */
export interface StreamedItem {
  readonly sequenceNumber: string;
  readonly item: Record<string, unknown>;
}

/**
 * A function behind the table's stream. `handle` answers the sequence numbers that failed; the stream shows the batch
 * again from the first of them on.
 */
export function streamFunction(handle: (batch: readonly StreamedItem[]) => Promise<readonly string[]>) {
  return middy()
    .use(observed())
    .handler(async (event: unknown) => {
      const batch = v
        .parse(StreamEventSchema, event)
        .Records.flatMap(({ dynamodb }) =>
          dynamodb.NewImage
            ? [{ sequenceNumber: dynamodb.SequenceNumber, item: unmarshall(dynamodb.NewImage) }]
            : [],
        );
      const failed = await handle(batch);
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    });
}
