import * as v from 'valibot';
import { severities } from '../events/complaints.ts';
import { localeSchema } from '../events/text-request.ts';
import { WordsRefSchema } from '../events/words.ts';
import { InstantSchema } from '../platform/time.ts';
import type { Complaint, RunningClock } from './complaint.ts';

/** A complaint as schema version 1 wrote it: open, proposed to be solved, or closed, with one clock. */
const ComplaintV1Schema = v.object({
  number: v.string(),
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  handsetId: v.string(),
  locale: localeSchema,
  source: v.string(),
  visitId: v.optional(v.string()),
  state: v.picklist(['open', 'solution-proposed', 'closed']),
  severity: v.picklist(severities),
  level: v.number(),
  assigneeId: v.optional(v.string()),
  dueAt: v.optional(InstantSchema),
  words: v.array(WordsRefSchema),
  repliesRead: v.array(v.string()),
  resolutions: v.array(WordsRefSchema),
  timesAsked: v.number(),
  timesReopened: v.number(),
});

/** A complaint of schema version 1 as one of today. Those who asked the customer in person were "open" with a question. */
export function raiseV1(stored: unknown): Complaint {
  const { state, dueAt, ...kept } = v.parse(ComplaintV1Schema, stored);
  const rest = { ...kept, tasks: [], about: [], handledBy: [], commandsTaken: [], clocks: [] };
  if (state !== 'open') return { ...rest, state, ...(dueAt && { askAgainAt: dueAt }) };
  const isAsked = kept.timesAsked > 0;
  const clock = (name: RunningClock['name']): RunningClock[] =>
    dueAt ? [{ name, dueAt, climbsAt: dueAt }] : [];
  if (isAsked) return { ...rest, state: 'solution-proposed', clocks: clock('call') };
  return { ...rest, state: kept.timesReopened > 0 ? 'reopened' : 'received', clocks: clock('contact') };
}
