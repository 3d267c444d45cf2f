import { Aggregates } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { InstantSchema } from '../platform/time.ts';
import * as v from 'valibot';
import { actBy, nextDue } from './clock.ts';
import { type Complaint, ComplaintSchema } from './complaint.ts';
import { raiseV1 } from './complaint-v1.ts';
import { type Improvement, ImprovementSchema } from './improvement.ts';
import { finished } from './life.ts';

/** The job under which complaints climb, or their customers are asked again. */
export const complaintsJob = 'complaints';

/** Under which what has no moment of its own is filed, so that whatever is unfinished can be listed. */
export const someday = v.parse(InstantSchema, '9999-12-31T23:59:59.999Z');

/** Complaints in the table; for this room only. */
export function complaints(table: Table): Aggregates<Complaint> {
  return new Aggregates<Complaint>(table, {
    v: 2,
    schema: ComplaintSchema,
    chained: true,
    raise: (state, from) => (from === 1 ? raiseV1(state) : state),
    due: (complaint) =>
      finished.includes(complaint.state)
        ? undefined
        : { dealerId: complaint.dealerId, job: complaintsJob, at: nextDue(complaint) ?? someday },
    work: (complaint) => {
      const staffId = workerOf(complaint);
      return staffId ? { staffId, at: actBy(complaint) ?? someday } : undefined;
    },
  });
}

/** Whose work a complaint is now: nobody's while the customer has the word. */
export function workerOf({ state, assigneeId, askAgainAt, waitingUntil }: Complaint): string | undefined {
  return finished.includes(state) || askAgainAt || waitingUntil ? undefined : assigneeId;
}

/** Points to improve that somebody has taken up; for this room only. */
export function improvements(table: Table): Aggregates<Improvement> {
  return new Aggregates<Improvement>(table, { v: 1, schema: ImprovementSchema });
}
