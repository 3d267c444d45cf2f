import type { Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import type { Callback } from './callback.ts';
import { callbackIdOf, callbacks } from './store.ts';

/** A callback by id, or undefined. */
export function findCallback(table: Table, callbackId: string): Promise<Loaded<Callback> | undefined> {
  return callbacks(table).load(callbackId);
}

/** The one callback that belongs to a visit, or undefined. */
export function findCallbackOf(table: Table, visitId: string): Promise<Loaded<Callback> | undefined> {
  return callbacks(table).load(callbackIdOf(visitId));
}
