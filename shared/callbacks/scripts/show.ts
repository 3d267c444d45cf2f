import * as v from 'valibot';
import { ledgerOf, MonthSchema } from '../../events/ledger.ts';
import { notFound } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import type { Criteria } from './choose.ts';
import { type DefaultScript, defaultScripts } from './defaults.ts';
import { draftOf, inUse, isStale, type Version } from './script.ts';
import { scripts } from '../store.ts';
import { listedScripts, scriptIdOf, textsOf } from './kept.ts';
import type { Texts } from './texts.ts';
import { type Yield, yieldsOf } from './yields.ts';

/** A version as people see it; the group's have neither author nor end. */
export interface VersionView {
  readonly version: number;
  readonly status: Version['status'];
  readonly name: string;
  readonly criteria: Criteria;
  readonly locales: readonly string[];
  readonly cycleDays?: number;
  readonly ownerId?: string;
  readonly writtenBy?: string;
  readonly writtenAt?: Instant;
  readonly approvedBy?: string | undefined;
  readonly approvedAt?: Instant | undefined;
  readonly staleAt?: Instant | undefined;
  readonly isStale: boolean;
  readonly retiredBy?: string | undefined;
  readonly retiredAt?: Instant | undefined;
  readonly texts?: Texts | undefined;
}

/** The scripts of a dealer: its own, then the group's. Throws 404 to people of other dealers. */
export async function listScripts(table: Table, dealerId: string, by: Person, now: Instant) {
  mustServe(by, dealerId, 'dealer');
  const own = await listedScripts(table, dealerId);
  return {
    items: [
      ...own.map((each) => ({
        id: each.id,
        origin: 'dealer' as const,
        ...(each.inUse && { inUse: viewOf(each.inUse, now) }),
        ...(each.draft && { draft: viewOf(each.draft, now) }),
      })),
      ...defaultScripts.map((each) => ({
        id: each.id,
        origin: 'group' as const,
        inUse: defaultView(each),
      })),
    ],
  };
}

export const ScriptQuerySchema = v.object({ month: v.optional(MonthSchema) });

/**
 * A script with its versions, what the one in use and the draft say, and what each version yielded in a month
 * of the dealer's ledger, the present one unless said otherwise. Throws 404 problems.
 */
export async function showScript(
  table: Table,
  { dealerId, id }: { dealerId: string; id: string },
  wanted: { month?: string | undefined },
  by: Person,
  now: Instant,
) {
  mustServe(by, dealerId, 'dealer');
  const month = wanted.month ?? now.slice(0, 7);
  const standard = defaultScripts.find((each) => each.id === id);
  const [known, events] = await Promise.all([
    standard ? undefined : scripts(table).load(scriptIdOf(dealerId, id)),
    ledgerOf(table, dealerId, month),
  ]);
  if (!standard && !known) throw notFound('script');
  const yields: { month: string; versions: Yield[] } = { month, versions: yieldsOf(id, events) };
  if (standard) {
    const versions = [{ ...defaultView(standard), texts: standard.texts }];
    return { id, origin: 'group' as const, version: 0, versions, yields };
  }
  const state = known?.state ?? { versions: [] };
  const spelt = [inUse(state), draftOf(state)];
  const versions = await Promise.all(
    [...state.versions].reverse().map(async (each) => ({
      ...viewOf(each, now),
      ...(spelt.includes(each) && { texts: await textsOf(table, dealerId, id, each.version) }),
    })),
  );
  return { id, origin: 'dealer' as const, version: known?.version ?? 0, versions, yields };
}

function viewOf(version: Version, now: Instant): VersionView {
  const { digest: _, ...shown } = version;
  return { ...shown, isStale: version.status === 'approved' && isStale(version, now) };
}

function defaultView({ version, name, criteria, texts }: DefaultScript): VersionView {
  return { version, status: 'approved', name, criteria, locales: Object.keys(texts), isStale: false };
}
