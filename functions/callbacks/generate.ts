import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const table = connectTable();

/** By schedule: opens every callback whose moment has come. */
export const handler = scheduledFunction((now) => generateCallbacks(now, table));
