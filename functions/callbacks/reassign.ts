import { reassignCalls } from '../../shared/callbacks/reassign.ts';
import { StaffRemoved } from '../../shared/events/people.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** Somebody has left: others take over the calls on their worklist. */
export const handler = eventFunction(StaffRemoved, (event, now) => reassignCalls(event, now, table));
