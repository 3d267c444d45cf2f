import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Callback, CallbackSchema } from './callback.ts';
import { inUse, type Script, ScriptSchema } from './scripts/script.ts';

/** The job under which planned callbacks are due. */
export const callbacksJob = 'callbacks';

/** Callbacks in the table; for this room only. */
export function callbacks(table: Table): Aggregates<Callback> {
  return new Aggregates<Callback>(table, {
    v: 1,
    schema: CallbackSchema,
    due: ({ status, dealerId, dueAt }) =>
      status === 'planned' && dueAt ? { dealerId, job: callbacksJob, at: dueAt } : undefined,
    work: ({ status, channel, assigneeId, dueAt }) =>
      status === 'open' && channel === 'call' && assigneeId && dueAt
        ? { staffId: assigneeId, at: dueAt }
        : undefined,
  });
}

/** The id of the one callback that belongs to a visit. */
export function callbackIdOf(visitId: string): string {
  return idOf('callback', visitId);
}

/** The job under which scripts grow stale. */
export const scriptsJob = 'scripts';

/** Dealers' own scripts in the table. */
export function scripts(table: Table): Aggregates<Script> {
  return new Aggregates<Script>(table, {
    v: 1,
    schema: ScriptSchema,
    due: (script) => {
      const current = inUse(script);
      if (!current?.staleAt || script.told?.version === current.version) return undefined;
      return { dealerId: script.dealerId, job: scriptsJob, at: current.staleAt };
    },
    work: (script) => {
      const at = inUse(script)?.staleAt;
      return script.told?.staffId && at ? { staffId: script.told.staffId, at } : undefined;
    },
  });
}
