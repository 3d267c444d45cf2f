import type { Instant } from '../../platform/time.ts';
import type { Table } from '../../platform/table.ts';
import { type Candidate, chooseScript, type Situation } from './choose.ts';
import { defaultScripts } from './defaults.ts';
import { isStale, type Listed } from './script.ts';
import { listedScripts, textsOf } from './kept.ts';
import type { Wording } from './texts.ts';

const locales = ['zh-CN', 'en-US'] as const;

/** The group's defaults as candidates. */
export const defaultCandidates: readonly Candidate[] = defaultScripts.map(
  ({ id, version, criteria, texts }) => ({
    ref: { id, version },
    criteria,
    locales: locales.filter((locale) => texts[locale]),
    origin: 'group',
  }),
);

/** What may be chosen from at a dealer: its approved scripts and the group's defaults. */
export function candidatesOf(own: readonly Listed[]): Candidate[] {
  return [
    ...own.flatMap(({ id, inUse }): Candidate[] =>
      inUse
        ? [
            {
              ref: { id, version: inUse.version },
              criteria: inUse.criteria,
              locales: inUse.locales,
              origin: 'dealer',
              approvedAt: inUse.approvedAt,
            },
          ]
        : [],
    ),
    ...defaultCandidates,
  ];
}

/**
 * The script for a conversation, what it says in the customer's language, and why it and no other (R24); a stale one is
 * used, but says so (R25). Costs one query and, for a script of the dealer's own, one read.
 */
export async function findScript(table: Table, dealerId: string, situation: Situation, now: Instant) {
  const own = await listedScripts(table, dealerId);
  const choice = chooseScript(candidatesOf(own), situation);
  if (!choice) return undefined;
  const { id, version } = choice.script;
  const standard = defaultScripts.find((each) => each.id === id);
  const current = own.find((each) => each.id === id)?.inUse;
  const texts = standard?.texts ?? (await textsOf(table, dealerId, id, version));
  const wording: Wording | undefined = texts?.[situation.locale];
  if (!wording) throw new Error(`version ${version} of script ${id} at ${dealerId} has no texts`);
  return {
    choice,
    wording,
    name: standard?.name ?? current?.name ?? id,
    ...(current && isStale(current, now) && { staleSince: current.staleAt }),
  };
}
