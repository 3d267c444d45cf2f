import type { Dealer } from '../dealers/dealer.ts';
import { Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { epochMilliseconds, type Instant } from '../platform/time.ts';

const minute = 60; // seconds

/**
 * Holds a dealer to its visits per minute: one counter for each minute, which expires by itself. Throws a 429 problem
 * with `retry-after`, the seconds until the next minute.
 */
export async function mustBeWithinRate(table: Table, { id, settings }: Dealer, now: Instant): Promise<void> {
  const seconds = Math.floor(epochMilliseconds(now) / 1000);
  const from = seconds - (seconds % minute);
  const limit = settings.visitsPerMinute;
  if (await table.countUpTo(limit, `rate_${id}`, String(from), from + 60 * minute)) return;
  throw new Problem({
    status: 429,
    type: 'too-many-visits',
    title: 'Too many visits in this minute',
    detail: `This dealer may post ${limit} times a minute. Nothing was taken in; send it again after ${from + minute - seconds} seconds, signed anew.`,
    headers: { 'retry-after': String(from + minute - seconds) },
  });
}
