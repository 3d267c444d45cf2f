import * as v from 'valibot';
import { reassignCalls } from '../../shared/callbacks/reassign.ts';
import { StaffAbsencesChanged, StaffRemoved } from '../../shared/events/people.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [StaffRemoved, StaffAbsencesChanged]);

/** Somebody has left or is away: others take over the calls on their worklist. */
export const handler = eventFunction(heard, (event, now) => reassignCalls(event, now, table));
