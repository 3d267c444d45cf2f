import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { type Complaint, ComplaintSchema } from './complaint.ts';

/** The job under which complaints climb, or their customers are asked again. */
export const complaintsJob = 'complaints';

/** Complaints in the table; for this room only. */
export function complaints(table: Table): Aggregates<Complaint> {
  return new Aggregates<Complaint>(table, {
    v: 1,
    schema: ComplaintSchema,
    due: ({ dealerId, dueAt }) => (dueAt ? { dealerId, job: complaintsJob, at: dueAt } : undefined),
    work: ({ state, assigneeId, dueAt }) =>
      state === 'open' && assigneeId && dueAt ? { staffId: assigneeId, at: dueAt } : undefined,
  });
}
