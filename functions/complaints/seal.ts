import { sealComplaints } from '../../shared/complaints/seal.ts';
import { connectLockedFiles } from '../../shared/platform/connect-locked-files.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { scheduledFunction } from '../../shared/platform/lambda/schedule.ts';

const deps = { table: connectTable(), files: connectLockedFiles() };

/** By schedule: the record of complaints is proven and sealed, once a day. */
export const handler = scheduledFunction((now) => sealComplaints(now, deps));
