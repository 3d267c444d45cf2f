import * as v from 'valibot';
import type { Change } from '../../events/aggregate.ts';
import type { Attachment } from '../../events/attachment.ts';
import { ScriptRefSchema } from '../../events/scripts.ts';
import { localeSchema } from '../../events/text-request.ts';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { type Instant, InstantSchema } from '../../platform/time.ts';
import { CriteriaSchema } from './choose.ts';
import type { ScriptBody } from './body.ts';

/** A version of a dealer's script; its texts lie in an item of their own and never change. */
export const VersionSchema = v.object({
  version: ScriptRefSchema.entries.version,
  /** `replaced`: a draft that was written anew before anybody approved it. */
  status: v.picklist(['draft', 'approved', 'retired', 'replaced']),
  name: v.string(),
  criteria: CriteriaSchema,
  locales: v.array(localeSchema),
  /** After so many days it must be renewed (R25). */
  cycleDays: v.number(),
  /** Who is told when it must be. */
  ownerId: v.string(),
  /** Names what was written, so that the same draft sent again is no new one. */
  digest: v.string(),
  writtenBy: v.string(),
  writtenAt: InstantSchema,
  approvedBy: v.optional(v.string()),
  approvedAt: v.optional(InstantSchema),
  /** When its cycle ends, once it is approved. */
  staleAt: v.optional(InstantSchema),
  retiredBy: v.optional(v.string()),
  retiredAt: v.optional(InstantSchema),
});
export type Version = v.InferOutput<typeof VersionSchema>;

/** A script of a dealer's own: at most one version of it is in use, and at most one waits for approval. */
export const ScriptSchema = v.object({
  dealerId: v.string(),
  id: ScriptRefSchema.entries.id,
  /** The newest versions, in their order. */
  versions: v.array(VersionSchema),
  /** The stale version that somebody was told of, and whom. */
  told: v.optional(v.object({ version: v.number(), staffId: v.optional(v.string()) })),
});
export type Script = v.InferOutput<typeof ScriptSchema>;

const mostKept = 30;

/** What ids of the group's defaults begin with; no dealer's own may. */
export const defaultPrefix = 'group-';

/** The version that callers are shown. */
export function inUse({ versions }: Pick<Script, 'versions'>): Version | undefined {
  return versions.findLast(({ status }) => status === 'approved');
}

/** The version that waits for approval. */
export function draftOf({ versions }: Pick<Script, 'versions'>): Version | undefined {
  return versions.findLast(({ status }) => status === 'draft');
}

/** Whether a version's cycle is over. */
export function isStale({ staleAt }: Pick<Version, 'staleAt'>, now: Instant): boolean {
  return staleAt !== undefined && staleAt <= now;
}

/** Somebody writes a draft; it takes the place of one that nobody approved. Nothing if it says the same as that one. */
export function draft(
  known: Script | undefined,
  script: Pick<Script, 'dealerId' | 'id'>,
  body: ScriptBody,
  written: { by: string; at: Instant; digest: string },
): Change<Script> | undefined {
  const versions = known?.versions ?? [];
  if (known && draftOf(known)?.digest === written.digest) return undefined;
  const version = (versions.at(-1)?.version ?? 0) + 1;
  const { name, criteria, cycleDays, ownerId = written.by, texts } = body;
  const next: Version = {
    version,
    status: 'draft',
    name,
    criteria,
    locales: localeSchema.options.filter((locale) => texts[locale] !== undefined),
    cycleDays,
    ownerId,
    digest: written.digest,
    writtenBy: written.by,
    writtenAt: written.at,
  };
  const earlier = versions.map((each) =>
    each.status === 'draft' ? { ...each, status: 'replaced' as const } : each,
  );
  const state = { ...known, ...script, versions: keep([...earlier, next]) };
  return {
    state,
    events: [{ name: 'script.drafted', ...filedUnder(state), facts: { script: { id: script.id, version } } }],
    attached: [{ sk: textsKey(version), content: { texts } }, listing(state)],
  };
}

/**
 * Somebody approves a draft, which takes the place of the version in use; or renews that version when its cycle is over.
 * Nothing if it is approved already. Throws problems: 403 for who wrote it, 404 and 409 where there is nothing to approve.
 */
export function approve(
  known: Script | undefined,
  version: number,
  approved: { by: string; at: Instant; staleAt: (cycleDays: number) => Instant },
): Change<Script> | undefined {
  const { script, chosen } = pick(known, version);
  const { by, at } = approved;
  const renews = chosen.status === 'approved' && isStale(chosen, at);
  if (chosen.status === 'approved' && !renews) return undefined;
  if (chosen.status !== 'draft' && !renews)
    throw notPossible(`Version ${version} is ${chosen.status}; only a draft can be approved.`);
  if (chosen.writtenBy === by) throw ownWords();
  const staleAt = approved.staleAt(chosen.cycleDays);
  const former = renews ? undefined : inUse(script);
  const state: Script = {
    ...script,
    told: undefined,
    versions: script.versions.map((each): Version => {
      if (each.version === version)
        return { ...each, status: 'approved', approvedBy: by, approvedAt: at, staleAt };
      return each === former ? { ...each, status: 'retired', retiredBy: by, retiredAt: at } : each;
    }),
  };
  const ref = { id: script.id, version };
  return {
    state,
    events: [
      {
        name: 'script.approved',
        ...filedUnder(script),
        facts: { script: ref, staleAt, ...(former && { insteadOf: former.version }) },
      },
    ],
    attached: [listing(state)],
  };
}

/** Somebody takes a version out of use, or a draft back. Nothing if it is out already. Throws problems as `approve` does. */
export function retire(
  known: Script | undefined,
  version: number,
  { by, at }: { by: string; at: Instant },
): Change<Script> | undefined {
  const { script, chosen } = pick(known, version);
  if (chosen.status === 'retired' || chosen.status === 'replaced') return undefined;
  const state: Script = {
    ...script,
    told: chosen.status === 'approved' ? undefined : script.told,
    versions: script.versions.map((each): Version =>
      each.version === version ? { ...each, status: 'retired', retiredBy: by, retiredAt: at } : each,
    ),
  };
  const ref = { id: script.id, version };
  return {
    state,
    events: [{ name: 'script.retired', ...filedUnder(script), facts: { script: ref } }],
    attached: [listing(state)],
  };
}

/** The cycle of the version in use is over (R25): somebody is told. Nothing if they were, or it is not over. */
export function growStale(
  known: Script | undefined,
  now: Instant,
  staffId: string | undefined,
): Change<Script> | undefined {
  const current = known && inUse(known);
  if (!current || !isStale(current, now) || known.told?.version === current.version) return undefined;
  const { version } = current;
  const state = { ...known, told: { version, staffId } };
  return {
    state,
    events: [
      {
        name: 'script.grown-stale',
        ...filedUnder(known),
        facts: { script: { id: known.id, version }, ...(staffId && { staffId }) },
      },
    ],
    attached: [listing(state)],
  };
}

function pick(known: Script | undefined, version: number): { script: Script; chosen: Version } {
  const chosen = known?.versions.find((each) => each.version === version);
  if (!known || !chosen) throw notFound('version of a script');
  return { script: known, chosen };
}

/** All versions in use or waiting, and the newest of the others. */
function keep(versions: readonly Version[]): Version[] {
  const oldest = versions.length - mostKept;
  return versions.filter(
    ({ status }, index) => index >= oldest || status === 'approved' || status === 'draft',
  );
}

function ownWords(): Problem {
  return new Problem({
    status: 403,
    type: 'your-own-draft',
    title: 'Somebody else must approve this',
    detail:
      'You wrote this version, and nobody approves their own script alone. Ask a colleague who may approve.',
  });
}

function filedUnder({ dealerId }: Pick<Script, 'dealerId'>) {
  return { dealerId };
}

/** The sort key under which a version's texts lie beside their script. */
export function textsKey(version: number): string {
  return `VERSION#${String(version).padStart(6, '0')}`;
}

/** The collection of a dealer's scripts. */
export function listingKey(dealerId: string): string {
  return `scripts_${dealerId}`;
}

/** What a list and a choice need of a script: the version in use, and the one that waits. */
export const ListedSchema = v.object({
  id: ScriptRefSchema.entries.id,
  inUse: v.optional(VersionSchema),
  draft: v.optional(VersionSchema),
});
export type Listed = v.InferOutput<typeof ListedSchema>;

function listing(script: Script): Attachment {
  const listed: Listed = { id: script.id, inUse: inUse(script), draft: draftOf(script) };
  return { pk: listingKey(script.dealerId), sk: script.id, content: { listed } };
}
