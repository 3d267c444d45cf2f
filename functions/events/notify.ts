import * as v from 'valibot';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { notify } from '../../shared/events/outbound/notify.ts';
import { postTo } from '../../shared/events/outbound/post.ts';
import { wallClock } from '../../shared/platform/clock.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { environment } from '../../shared/platform/environment.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const { LOOPBACK_ENDPOINTS } = environment({ LOOPBACK_ENDPOINTS: v.optional(v.literal('allowed')) });
const deps = {
  table: connectTable(),
  secret: connectSecret(),
  post: postTo({ allowLoopback: LOOPBACK_ENDPOINTS === 'allowed' }),
  clock: wallClock,
};

/** Something happened that other systems may want to know: each is told at once, and again later where it fails. */
export const handler = eventFunction(EventSchema, (event) => notify(event, deps));
