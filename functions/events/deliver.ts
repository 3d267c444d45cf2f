import * as v from 'valibot';
import { deliverDue } from '../../shared/events/outbound/deliver.ts';
import { postTo } from '../../shared/events/outbound/post.ts';
import { wallClock } from '../../shared/platform/clock.ts';
import { connectSecret } from '../../shared/platform/connect-secret.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { environment } from '../../shared/platform/environment.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const { LOOPBACK_ENDPOINTS } = environment({ LOOPBACK_ENDPOINTS: v.optional(v.literal('allowed')) });
const deps = {
  table: connectTable(),
  secret: connectSecret(),
  post: postTo({ allowLoopback: LOOPBACK_ENDPOINTS === 'allowed' }),
  clock: wallClock,
};

/** By schedule: tries again what did not reach other systems. */
export const handler = scheduledFunction(async () => {
  const { givenUp, ...report } = await deliverDue(deps);
  if (givenUp > 0) count('DeliveriesGivenUp', givenUp);
  return report;
});
