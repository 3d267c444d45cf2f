import { reassignComplaints } from '../../shared/complaints/reassign.ts';
import { StaffRemoved } from '../../shared/events/people.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** Somebody has left: others take over the complaints on their worklist. */
export const handler = eventFunction(StaffRemoved, (event, now) => reassignComplaints(event, now, table));
