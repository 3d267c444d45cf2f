import type { Dealer } from '../dealers/dealer.ts';
import { Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { epochMilliseconds, type Instant } from '../platform/time.ts';

const minute = 60; // seconds

/**
 * Holds a dealer to its visits per minute. Throws a 429 problem with `retry-after`, the seconds until the next minute.
 */
export async function mustBeWithinRate(table: Table, { id, settings }: Dealer, now: Instant): Promise<void> {
  const limit = settings.visitsPerMinute;
  await countWithin(table, `rate_${id}`, limit, now, {
    type: 'too-many-visits',
    title: 'Too many visits in this minute',
    allowed: `This dealer may post ${limit} times a minute.`,
  });
}

/** Holds a dealer's imports to their batches per minute. Throws a 429 problem as `mustBeWithinRate` does. */
export async function mustBeWithinImportRate(
  table: Table,
  { id, settings }: Dealer,
  now: Instant,
): Promise<void> {
  const limit = settings.importBatchesPerMinute;
  await countWithin(table, `rate_${id}_imports`, limit, now, {
    type: 'too-many-batches',
    title: 'Too many batches in this minute',
    allowed: `Imports of this dealer may post ${limit} batches a minute.`,
  });
}

/** One counter for each minute, which expires by itself. */
async function countWithin(
  table: Table,
  key: string,
  limit: number,
  now: Instant,
  { type, title, allowed }: { type: string; title: string; allowed: string },
): Promise<void> {
  const seconds = Math.floor(epochMilliseconds(now) / 1000);
  const from = seconds - (seconds % minute);
  if (await table.countUpTo(limit, key, String(from), from + 60 * minute)) return;
  const wait = from + minute - seconds;
  throw new Problem({
    status: 429,
    type,
    title,
    detail: `${allowed} Nothing was taken in; send it again after ${wait} seconds, signed anew.`,
    headers: { 'retry-after': String(wait) },
  });
}
