import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Appointment, AppointmentSchema } from './bookings/booking.ts';
import { type Callback, CallbackSchema } from './callback.ts';
import { type Turn, TurnSchema } from './deferred/turn.ts';
import { type Promised, PromiseSchema } from './promises/promise.ts';
import { inUse, type Script, ScriptSchema } from './scripts/script.ts';

/** The job under which planned callbacks are due. */
export const callbacksJob = 'callbacks';
/** The job under which texts to customers who did not pick up wait for an answer. */
export const lettersJob = 'letters';

/** Callbacks in the table; for this room only. */
export function callbacks(table: Table): Aggregates<Callback> {
  return new Aggregates<Callback>(table, {
    v: 1,
    schema: CallbackSchema,
    due: ({ status, rung, dealerId, dueAt }) => {
      if (status === 'planned' && dueAt) return { dealerId, job: callbacksJob, at: dueAt };
      return status === 'open' && rung === 'text' && dueAt
        ? { dealerId, job: lettersJob, at: dueAt }
        : undefined;
    },
    work: ({ status, channel, rung, assigneeId, dueAt }) =>
      status === 'open' && channel === 'call' && rung !== 'text' && assigneeId && dueAt
        ? { staffId: assigneeId, at: dueAt }
        : undefined,
  });
}

/** The id of the one callback that belongs to a visit. */
export function callbackIdOf(visitId: string): string {
  return idOf('callback', visitId);
}

/** The id of the one callback that a vehicle has for all safety-relevant work that was put off (R23). */
export function deferredIdOf(vehicleId: string): string {
  return idOf('callback', 'deferred', vehicleId);
}

/** Whose turn it is to ask the owner of a phone about such work; for this room only. */
export function turns(table: Table): Aggregates<Turn> {
  return new Aggregates<Turn>(table, { v: 1, schema: TurnSchema });
}

/** The job under which promises break and climb. */
export const promisesJob = 'promises';

/** Promises in the table; for this room only. */
export function promises(table: Table): Aggregates<Promised> {
  return new Aggregates<Promised>(table, {
    v: 1,
    schema: PromiseSchema,
    due: ({ dealerId, climbsAt }) => climbsAt && { dealerId, job: promisesJob, at: climbsAt },
    work: ({ state, assigneeId, dueAt }) =>
      state !== 'kept' && assigneeId ? { staffId: assigneeId, at: dueAt } : undefined,
  });
}

/** The promises that were made to a customer, in the order in which they were made. */
export function promisesKey(customerId: string): string {
  return `promises_${customerId}`;
}

/** Appointments that customers asked for; for this room only. */
export function appointments(table: Table): Aggregates<Appointment> {
  return new Aggregates<Appointment>(table, { v: 1, schema: AppointmentSchema });
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
