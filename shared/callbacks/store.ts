import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Callback, CallbackSchema } from './callback.ts';

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
