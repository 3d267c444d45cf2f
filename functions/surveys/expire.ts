import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';
import { expireSurveys } from '../../shared/surveys/expire.ts';

const table = connectTable();

/** By schedule: records silence where the time for an answer is up. */
export const handler = scheduledFunction((now) => expireSurveys(now, table));
