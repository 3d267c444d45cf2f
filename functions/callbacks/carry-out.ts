import { carryOut } from '../../shared/callbacks/carry-out.ts';
import { CallbackAttempted } from '../../shared/events/callbacks.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** Something was promised in a call, or an appointment was asked for. */
export const handler = eventFunction(CallbackAttempted, (event, now) => carryOut(event, now, table));
