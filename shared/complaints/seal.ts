import type { SweepReport } from '../dealers/sweep.ts';
import { listDealers } from '../dealers/dealers.ts';
import { changedSince } from '../events/ledger.ts';
import type { LockedFiles } from '../platform/locked-files.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, later } from '../platform/time.ts';
import { allComplaints } from './complaints.ts';
import { proveComplaint } from './prove-complaint.ts';
import { digestOfSeal, listSeals, readSeal, type Seal, sealKey } from './seals.ts';

interface Deps {
  readonly table: Table;
  readonly files: LockedFiles;
}

/** The ledger may be a little behind; what is sealed twice does no harm. */
const overlap = { hours: -1 };

/**
 * Seals, for each dealer, where the record of every complaint ends that has changed since the seal before; the first seal
 * holds all. The record is proven on the way: one that does not hold is named in the seal instead, and fails. A day is
 * sealed once: a seal that is there is left as it is, so that a run may be repeated or interrupted anywhere.
 */
export async function sealComplaints(now: Instant, deps: Deps): Promise<SweepReport> {
  const failed: { id: string; error: unknown }[] = [];
  let handled = 0;
  for (const { id: dealerId } of await listDealers(deps.table)) {
    try {
      const seal = await sealDealer(dealerId, now, deps);
      handled += seal?.heads.length ?? 0;
      for (const { id, version, flaw, sk } of seal?.broken ?? [])
        failed.push({
          id,
          error: new Error(`the record does not hold: ${flaw} at version ${version}, ${sk}`),
        });
    } catch (error) {
      failed.push({ id: dealerId, error });
    }
  }
  return { handled, failed };
}

/** The seal that was written; nothing where the day is sealed. */
async function sealDealer(dealerId: string, now: Instant, { table, files }: Deps): Promise<Seal | undefined> {
  const key = sealKey(dealerId, now);
  const newest = (await listSeals(files, dealerId)).at(-1);
  if (newest && newest.key >= key) return undefined;
  const last = newest && (await readSeal(files, newest));
  const ids = last
    ? await changedSince(table, {
        dealerId,
        kind: 'complaint',
        from: later(last.sealedAt, overlap),
        until: now,
      })
    : await allComplaints(table, dealerId);
  const heads: Seal['heads'] = [];
  const broken: Seal['broken'] = [];
  for (const id of ids) {
    const proof = await proveComplaint(table, id, []);
    if (proof.broken) broken.push({ id, ...proof.broken });
    else if (proof.head) heads.push({ id, ...proof.head });
  }
  const previous = last && digestOfSeal(last);
  const seal: Seal = { v: 1, dealerId, sealedAt: now, ...(previous && { previous }), heads, broken };
  return (await files.write(key, JSON.stringify(seal))) ? seal : undefined;
}
