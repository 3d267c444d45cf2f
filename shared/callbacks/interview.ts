import * as v from 'valibot';
import { findCustomer } from '../customers/customers.ts';
import type { Change } from '../events/aggregate.ts';
import { byStaff } from '../events/occasion.ts';
import { idOf } from '../platform/ids.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findVisit } from '../visits/visits.ts';
import { AttemptBodySchema } from './attempt.ts';
import { about, type Callback, type Subject } from './callback.ts';
import { reportAttempt } from './report-attempt.ts';
import { callbacks } from './store.ts';
import { subjectOf } from './subject-of.ts';

/** A conversation with an owner who is at the dealer (R22), told as an attempt is; about a visit where one is named. */
export const InterviewBodySchema = v.pipe(
  v.object({
    kind: v.literal('on-site'),
    dealerId: v.string(),
    visitId: v.optional(v.string()),
    customerId: v.optional(v.string()),
    attempt: AttemptBodySchema,
  }),
  v.forward(
    v.check(
      ({ visitId, customerId }) => (visitId ?? customerId) !== undefined,
      'is missing: name the visit or the customer',
    ),
    ['visitId'],
  ),
  v.forward(
    v.check(({ attempt }) => attempt.outcome === 'reached', 'must be reached: the customer was there'),
    ['attempt', 'outcome'],
  ),
);
export type InterviewBody = v.InferOutput<typeof InterviewBodySchema>;

/**
 * Takes down an interview on site: a callback of its own, open and at once reported on as a call would be, so that words,
 * answers, promises and bookings go the same way. Cut off in between it stays on the interviewer's worklist, and the same
 * request finishes it. Throws problems: 404 for visits and customers of other dealers, and those of `reportAttempt`.
 */
export async function takeInterview(
  body: InterviewBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
) {
  const { id, key, by, now } = request;
  mustServe(by, body.dealerId, 'dealer');
  const subject = await subjectIn(body, table);
  const callbackId = idOf('callback', 'on-site', key);
  await callbacks(table).change(callbackId, byStaff(by.id, id, now, now), (known) =>
    openInterview(known, subject, by.id, now),
  );
  return reportAttempt(callbackId, body.attempt, request, table);
}

/** Opens the callback of an interview, for whoever holds it. Nothing if it is there. */
export function openInterview(
  known: Callback | undefined,
  subject: Subject,
  interviewerId: string,
  now: Instant,
): Change<Callback> | undefined {
  if (known) return undefined;
  const { visitId } = subject;
  const opened = {
    channel: 'call',
    rule: 'on-site',
    assigneeId: interviewerId,
    assignedBy: 'interviewer',
  } as const;
  return {
    state: { ...subject, ...opened, status: 'open', dueAt: now, attempts: [], words: [] },
    events: [
      { name: 'callback.opened', ...about(subject), facts: { ...(visitId && { visitId }), ...opened } },
    ],
  };
}

async function subjectIn({ dealerId, visitId, customerId }: InterviewBody, table: Table): Promise<Subject> {
  if (visitId !== undefined) {
    const visit = await findVisit(table, visitId);
    if (visit?.state.dealerId !== dealerId) throw notFound('visit');
    if (customerId !== undefined && customerId !== visit.state.customerId)
      throw notFound('visit of this customer');
    return subjectOf(visit);
  }
  const customer = customerId === undefined ? undefined : await findCustomer(table, customerId);
  if (customer?.dealerId !== dealerId) throw notFound('customer');
  const { handsetId, locale } = customer;
  return { dealerId, customerId, visitVersion: 0, advisorId: '', handsetId, locale };
}
