import middy from '@middy/core';
import * as v from 'valibot';
import { wallClock } from '../clock.ts';
import { rfc3339 } from '../formats.ts';
import type { Instant } from '../time.ts';
import { noteFailure, observed } from './observe.ts';

const QueueEventSchema = v.object({
  Records: v.array(v.object({ messageId: v.string(), body: v.string() })),
});

/**
 * A function behind a queue: each message is parsed and handled by itself, and the answer names those that failed, so
 * that only they are delivered again.
 */
export function queueFunction<S extends v.GenericSchema>(
  schema: S,
  handle: (content: v.InferOutput<S>, now: Instant) => Promise<void>,
) {
  const body = v.pipe(v.string(), v.parseJson(), schema);
  return middy()
    .use(observed())
    .handler(async (event: unknown) => {
      const failed: { itemIdentifier: string }[] = [];
      for (const record of v.parse(QueueEventSchema, event).Records) {
        try {
          await handle(v.parse(body, record.body), wallClock.now());
        } catch (error) {
          noteFailure('a message could not be handled', error, { messageId: record.messageId });
          failed.push({ itemIdentifier: record.messageId });
        }
      }
      return { batchItemFailures: failed };
    });
}

/** A function that hears events of the bus through its queue; `schema` reads the event itself. */
export function eventFunction<S extends v.GenericSchema>(
  schema: S,
  handle: (event: v.InferOutput<S>, now: Instant) => Promise<void>,
) {
  return queueFunction(v.object({ detail: schema }), ({ detail }, now) => handle(detail, now));
}

/** A function that hears a topic through its queue; `schema` reads the message, and the topic says when it came. */
export function topicFunction<S extends v.GenericSchema>(
  schema: S,
  handle: (message: v.InferOutput<S>, publishedAt: Instant, now: Instant) => Promise<void>,
) {
  const notification = v.object({
    Message: v.pipe(v.string(), v.parseJson(), schema),
    Timestamp: rfc3339,
  });
  return queueFunction(notification, ({ Message, Timestamp }, now) => handle(Message, Timestamp, now));
}
