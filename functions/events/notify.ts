import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { connectOutbound } from '../../shared/events/outbound/connect.ts';
import { delaySecondsUntil, hearAgain } from '../../shared/events/outbound/hear-again.ts';
import { notify } from '../../shared/events/outbound/notify.ts';
import { environment } from '../../shared/platform/environment.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const deps = connectOutbound();
const { QUEUE_URL } = environment({ QUEUE_URL: v.string() });
const own = { queue: new SQSClient(), queueUrl: QUEUE_URL };

/** Something happened that other systems may want to know: each is told at once, and again soon where it fails. */
export const handler = eventFunction(EventSchema, async (event) => {
  const dueAt = await notify(event, deps);
  const delaySeconds = dueAt && delaySecondsUntil(dueAt, deps.clock.now());
  if (delaySeconds !== undefined) await hearAgain(event, delaySeconds, own);
});
