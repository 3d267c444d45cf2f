import * as v from 'valibot';
import { digestOfJson } from '../events/chain.ts';
import { flaws, type SealedHead, SealedHeadSchema } from '../events/prove.ts';
import type { LockedFile, LockedFiles } from '../platform/locked-files.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';

/** Where the record of each complaint of a dealer ended that has changed since the seal before; ids and digests only. */
const SealSchema = v.object({
  v: v.literal(1),
  dealerId: v.string(),
  sealedAt: InstantSchema,
  /** The digest of the seal before; absent in the first. */
  previous: v.optional(v.string()),
  heads: v.array(v.object({ id: v.string(), ...SealedHeadSchema.entries })),
  /** Complaints whose record did not hold when it was to be sealed. */
  broken: v.array(v.object({ id: v.string(), version: v.number(), flaw: v.picklist(flaws), sk: v.string() })),
});
export type Seal = v.InferOutput<typeof SealSchema>;

/** A seal that does not follow from the one before. */
export interface BrokenSeal {
  readonly key: string;
  readonly flaw: 'seal-missing' | 'seal-unreadable';
}

/** All seals of a dealer, in order; where they do not follow from each other, the first that does not. */
export interface Seals {
  readonly seals: readonly Seal[];
  readonly broken?: BrokenSeal;
}

/** Under which key a dealer's seal of a day, by UTC, is kept. */
export function sealKey(dealerId: string, at: Instant): string {
  return `${folderOf(dealerId)}${at.slice(0, 10)}.json`;
}

function folderOf(dealerId: string): string {
  return `seals/${dealerId}/`;
}

/** By this the next seal names a seal. */
export function digestOfSeal(seal: Seal): string {
  return digestOfJson(seal);
}

/** The files of a dealer's seals, the oldest first. */
export function listSeals(files: LockedFiles, dealerId: string): Promise<LockedFile[]> {
  return files.list(folderOf(dealerId));
}

/** A seal as it was written first. Throws where the file holds none. */
export async function readSeal(files: LockedFiles, file: LockedFile): Promise<Seal> {
  return v.parse(v.pipe(v.string(), v.parseJson(), SealSchema), await files.read(file));
}

const readAtOnce = 20;

/** Reads all seals of a dealer and follows them from the first on. */
export async function readSeals(files: LockedFiles, dealerId: string): Promise<Seals> {
  const listed = await listSeals(files, dealerId);
  const seals: Seal[] = [];
  let previous: string | undefined;
  for (let start = 0; start < listed.length; start += readAtOnce) {
    const part = listed.slice(start, start + readAtOnce);
    const read = await Promise.all(part.map((file) => readSeal(files, file).catch(() => undefined)));
    for (const [index, seal] of read.entries()) {
      const key = part[index]?.key ?? '';
      if (!seal) return { seals, broken: { key, flaw: 'seal-unreadable' } };
      if (seal.previous !== previous) return { seals, broken: { key, flaw: 'seal-missing' } };
      previous = digestOfSeal(seal);
      seals.push(seal);
    }
  }
  return { seals };
}

/** What seals hold of each complaint, by its id. */
export function headsIn(seals: readonly Seal[]): Map<string, SealedHead[]> {
  const heads = new Map<string, SealedHead[]>();
  for (const { id, ...head } of seals.flatMap((seal) => seal.heads))
    heads.set(id, [...(heads.get(id) ?? []), head]);
  return heads;
}
