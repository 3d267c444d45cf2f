import { releaseTexts } from '../../shared/messages/release.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const table = connectTable();

/** By schedule: asks again for the texts that quiet hours held back. */
export const handler = scheduledFunction((now) => releaseTexts(now, table));
