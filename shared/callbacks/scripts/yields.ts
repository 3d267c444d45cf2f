import * as v from 'valibot';
import { CallbackAttempted } from '../../events/callbacks.ts';
import type { AnyEvent } from '../../events/envelope.ts';

/** What a version of a script yielded (R25, R26). */
export interface Yield {
  readonly version: number;
  /** Attempts at which callers had it before them. */
  readonly shown: number;
  /** Conversations that came about. */
  readonly reached: number;
  readonly refused: number;
  /** What customers told that was not known before, by kind of fact and conversation. */
  readonly newFacts: number;
}

/** What each version of a script yielded, by a dealer's events, the newest version first. Events told twice count once. */
export function yieldsOf(scriptId: string, events: readonly AnyEvent[]): Yield[] {
  const attempts = new Map<string, v.InferOutput<typeof CallbackAttempted>>();
  for (const event of events) {
    const parsed = v.safeParse(CallbackAttempted, event);
    if (parsed.success) attempts.set(event.id, parsed.output);
  }
  const yields = new Map<number, Yield>();
  for (const { facts } of attempts.values()) {
    if (facts.script?.id !== scriptId) continue;
    const { version } = facts.script;
    const sum = yields.get(version) ?? { version, shown: 0, reached: 0, refused: 0, newFacts: 0 };
    yields.set(version, {
      version,
      shown: sum.shown + 1,
      reached: sum.reached + Number(facts.outcome === 'reached'),
      refused: sum.refused + Number(facts.outcome === 'refused'),
      newFacts: sum.newFacts + (facts.learnt?.length ?? 0),
    });
  }
  return [...yields.values()].sort((a, b) => b.version - a.version);
}
