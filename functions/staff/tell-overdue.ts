import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';
import { tellOverdueWork } from '../../shared/staff/tell-overdue.ts';

const table = connectTable();

/** By schedule: tells staff by text how much of their work is overdue. */
export const handler = scheduledFunction((now) => tellOverdueWork(now, table));
