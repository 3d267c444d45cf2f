import { escalateComplaints } from '../../shared/complaints/escalate.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const table = connectTable();

/** By schedule: complaints climb, and customers are asked again, where a clock has run out. */
export const handler = scheduledFunction((now) => escalateComplaints(now, table));
