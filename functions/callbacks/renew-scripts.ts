import { tellOfStaleScripts } from '../../shared/callbacks/scripts/renew.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const table = connectTable();

/** By schedule: tells the owners of scripts whose cycle is over. */
export const handler = scheduledFunction((now) => tellOfStaleScripts(now, table));
