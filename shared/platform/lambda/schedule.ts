import middy from '@middy/core';
import { wallClock } from '../clock.ts';
import type { Instant } from '../time.ts';
import { count, noteFailure, observed } from './observe.ts';

/** What a sweep did: how many it handled, and which failed and stay due. */
export interface Swept {
  readonly handled: number;
  readonly failed: readonly { id: string; error: unknown }[];
}

/**
 * A function that a schedule starts. It handles all that is due up to now, so a missed or doubled firing does no harm.
 * What failed stays due for the next firing; the function then fails too, so that the alarm sees it.
 */
export function scheduledFunction(sweep: (now: Instant) => Promise<Swept>) {
  return middy()
    .use(observed())
    .handler(async () => {
      const { handled, failed } = await sweep(wallClock.now());
      for (const { id, error } of failed) noteFailure('something due could not be handled', error, { id });
      if (handled > 0) count('DueHandled', handled);
      if (failed.length > 0)
        throw new Error(`${failed.length} of ${handled + failed.length} due could not be handled`);
      return { handled };
    });
}
