import { climbPromises } from '../../shared/callbacks/promises/climb-promises.ts';
import { wantLetters } from '../../shared/callbacks/want-letter.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const table = connectTable();

/** By schedule: broken promises climb, and customers who answered neither calls nor a text are written to. */
export const handler = scheduledFunction(async (now) => {
  const swept = [await climbPromises(now, table), await wantLetters(now, table)];
  return {
    handled: swept.reduce((sum, { handled }) => sum + handled, 0),
    failed: swept.flatMap(({ failed }) => failed),
  };
});
