import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { MonthSchema } from '../events/ledger.ts';
import type { BrokenLink, GoneWords } from '../events/prove.ts';
import type { LockedFiles } from '../platform/locked-files.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person, Role } from '../staff/person.ts';
import { numberOf } from './complaint.ts';
import { allComplaints } from './complaints.ts';
import { proveComplaint } from './prove-complaint.ts';
import { type BrokenSeal, headsIn, readSeals } from './seals.ts';

/** Whoever has the record proven: not those whose work it tells of. */
export const verifiers: readonly Role[] = ['customer-care-lead', 'general-manager'];

export const VerifyQuerySchema = v.object({ month: MonthSchema });

/** What the proof of a dealer's complaints shows. */
export interface Verification {
  readonly dealerId: string;
  /** Whether every link holds, and every seal. */
  readonly whole: boolean;
  readonly complaints: number;
  readonly seals: number;
  readonly lastSealedAt?: Instant | undefined;
  readonly brokenSeal?: BrokenSeal;
  /** Of each complaint whose record does not hold, the first link that does not. */
  readonly broken: readonly ({ complaintId: string; number: string } & BrokenLink)[];
  /** Words that the record names and that are no longer there. */
  readonly gone: readonly ({ complaintId: string; number: string } & GoneWords)[];
}

interface Deps {
  readonly table: Table;
  readonly files: LockedFiles;
}

const provenAtOnce = 10;

/**
 * Proves the record of complaints of a dealer against its seals: of those that were opened or sealed in a month, by UTC,
 * or of all. Complaints that are sealed and no longer there are found by their seals.
 */
export async function verifyComplaints(
  dealerId: string,
  month: string | undefined,
  { table, files }: Deps,
): Promise<Verification> {
  const { seals, broken: brokenSeal } = await readSeals(files, dealerId);
  const asked = seals.filter(({ sealedAt }) => month === undefined || sealedAt.startsWith(month));
  const sealedIds = asked.flatMap(({ heads, broken }) => [...heads, ...broken].map(({ id }) => id));
  const ids = [...new Set([...(await allComplaints(table, dealerId, month)), ...sealedIds])];
  const heads = headsIn(seals);
  const broken: Verification['broken'][number][] = [];
  const gone: Verification['gone'][number][] = [];
  for (let start = 0; start < ids.length; start += provenAtOnce) {
    const part = ids.slice(start, start + provenAtOnce);
    const proofs = await Promise.all(part.map((id) => proveComplaint(table, id, heads.get(id) ?? [])));
    for (const [index, proof] of proofs.entries()) {
      const complaintId = part[index] ?? '';
      const named = { complaintId, number: numberOf(complaintId) };
      if (proof.broken) broken.push({ ...named, ...proof.broken });
      gone.push(...proof.gone.map((each) => ({ ...named, ...each })));
    }
  }
  return {
    dealerId,
    whole: broken.length === 0 && brokenSeal === undefined,
    complaints: ids.length,
    seals: seals.length,
    lastSealedAt: seals.at(-1)?.sealedAt,
    ...(brokenSeal && { brokenSeal }),
    broken,
    gone,
  };
}

/** The same for staff. Throws 404 for a dealer of others, 403 to whoever is not above those of whom the record tells. */
export async function verifyForStaff(
  { dealerId, month, by }: { dealerId: string; month: string; by: Person },
  deps: Deps,
): Promise<Verification> {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, verifiers, 'have the record proven');
  const dealer = await getDealer(deps.table, dealerId);
  return verifyComplaints(dealer.id, month, deps);
}
