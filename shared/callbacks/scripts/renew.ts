import { sweep, type SweepReport } from '../../dealers/sweep.ts';
import { byClock } from '../../events/occasion.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import type { Person } from '../../staff/person.ts';
import { rosterOf } from '../../staff/roster.ts';
import { growStale, inUse, type Script } from './script.ts';
import { scripts, scriptsJob } from '../store.ts';
import { approvers } from './write.ts';

/** Tells the owner of every script whose cycle is over (R25); it is used on until somebody renews it. */
export function tellOfStaleScripts(now: Instant, table: Table): Promise<SweepReport> {
  const store = scripts(table);
  return sweep(table, store, scriptsJob, now, async (id, dealer) => {
    const roster = await rosterOf(table, dealer.id);
    await store.change(id, byClock(now), (known) => growStale(known, now, known && renewerOf(known, roster)));
  });
}

/** A script that somebody is to renew, and who; undefined where that is done. */
export async function findStaleScript(table: Table, scriptId: string) {
  const script = (await scripts(table).load(scriptId))?.state;
  const current = script && inUse(script);
  if (!current || script.told?.version !== current.version) return undefined;
  const { dealerId, id, told } = script;
  return { dealerId, id, version: current.version, assigneeId: told.staffId };
}

/** Its owner while they work there, or else the first of those who may approve. */
export function renewerOf(script: Script, roster: readonly Person[]): string | undefined {
  const ownerId = inUse(script)?.ownerId;
  const leaders = approvers.flatMap((role) => roster.filter((person) => person.role === role));
  return (roster.find(({ id }) => id === ownerId) ?? leaders[0])?.id;
}
