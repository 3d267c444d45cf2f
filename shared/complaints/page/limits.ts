import { secretIdOf } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { epochMilliseconds, type Instant } from '../../platform/time.ts';

const hour = 3600;

/** Counts one more of a public page in this hour; throws 429 where it is too many. Who is counted is kept by a keyed digest only. */
export async function mustBeWithin(
  limit: number,
  [kind, whom]: readonly [string, string],
  { now }: { readonly now: Instant },
  { table, secret }: { readonly table: Table; readonly secret: GroupSecret },
): Promise<void> {
  const seconds = Math.floor(epochMilliseconds(now) / 1000);
  const since = seconds - (seconds % hour);
  const counted = secretIdOf(kind, await secret.identityKey(), whom);
  if (await table.countUpTo(limit, `page_${counted}`, String(since), since + 2 * hour)) return;
  throw new Problem({
    status: 429,
    type: 'too-many-requests',
    title: 'Too many requests',
    detail: 'That was sent too often. Try again in an hour, or call the store.',
    headers: { 'retry-after': String(since + hour - seconds) },
  });
}
