import { connectOutbound } from '../../shared/events/outbound/connect.ts';
import { deliverDue } from '../../shared/events/outbound/deliver.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const deps = connectOutbound();

/** By schedule: tries again what did not reach other systems. */
export const handler = scheduledFunction(async () => {
  const { givenUp, ...report } = await deliverDue(deps);
  if (givenUp > 0) count('DeliveriesGivenUp', givenUp);
  return report;
});
