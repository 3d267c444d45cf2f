import { gunzipSync } from 'node:zlib';
import middy from '@middy/core';
import * as v from 'valibot';
import { wallClock } from '../clock.ts';
import { type Instant, instantOf } from '../time.ts';
import { noteFailure, observed } from './observe.ts';

const LogEventSchema = v.object({
  awslogs: v.object({
    data: v.pipe(
      v.string(),
      v.transform((packed) => gunzipSync(Buffer.from(packed, 'base64')).toString()),
      v.parseJson(),
      v.object({
        messageType: v.string(),
        logEvents: v.array(v.object({ id: v.string(), timestamp: v.number(), message: v.string() })),
      }),
    ),
  }),
});

/**
 * A function that hears a log group: each line is parsed and handled by itself, with the time at which it was written.
 * When one failed the function fails, so that Lambda brings all of them again.
 */
export function logFunction<S extends v.GenericSchema>(
  schema: S,
  handle: (line: v.InferOutput<S>, writtenAt: Instant, now: Instant) => Promise<void>,
) {
  const line = v.pipe(v.string(), v.parseJson(), schema);
  return middy()
    .use(observed())
    .handler(async (event: unknown) => {
      const { messageType, logEvents } = v.parse(LogEventSchema, event).awslogs.data;
      // CloudWatch tries a new subscription with a message of its own.
      if (messageType !== 'DATA_MESSAGE') return;
      let failed = 0;
      for (const { id, timestamp, message } of logEvents) {
        try {
          await handle(v.parse(line, message), instantOf(timestamp), wallClock.now());
        } catch (error) {
          noteFailure('a line of the log could not be handled', error, { lineId: id });
          failed += 1;
        }
      }
      if (failed > 0) throw new Error(`${failed} of ${logEvents.length} lines could not be handled`);
    });
}
