import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import { clockNames, departments, faults, severities, taskKinds } from '../events/complaints.ts';
import { localeSchema, type TemplateName, type TextRequest } from '../events/text-request.ts';
import { WordsRefSchema } from '../events/words.ts';
import { InstantSchema } from '../platform/time.ts';
import { complaintStates } from './life.ts';

const level = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A time that runs for a complaint. It stands still with `leftMinutes`, and has neither once the top was told. */
export const ClockSchema = v.object({
  name: v.picklist(clockNames),
  taskId: v.optional(v.string()),
  /** When the time is up, or was. */
  dueAt: InstantSchema,
  /** When the next level is told. */
  climbsAt: v.optional(InstantSchema),
  leftMinutes: v.optional(v.number()),
  /** The highest level that was told of the breach; absent until there is one. */
  told: v.optional(level),
});
export type RunningClock = v.InferOutput<typeof ClockSchema>;

/** What somebody must do; its clock is the one with its id. */
export const TaskSchema = v.object({
  id: v.string(),
  kind: v.picklist(taskKinds),
  department: v.optional(v.picklist(departments)),
  /** The level that must decide, where it is a decision. */
  level: v.optional(level),
  ownerId: v.optional(v.string()),
  what: v.optional(WordsRefSchema),
  outcome: v.optional(WordsRefSchema),
  doneBy: v.optional(v.string()),
  /** Whether nobody needs to do it any more. */
  dropped: v.optional(v.literal(true)),
});
export type Task = v.InferOutput<typeof TaskSchema>;

const PlannedTaskSchema = v.object({
  department: v.picklist(departments),
  ownerId: v.string(),
  withinHours: v.number(),
  what: WordsRefSchema,
});

/** A settlement as far as rules ask for it; its wording is an item of its own. */
export const SettlementSchema = v.object({
  key: v.string(),
  proposedBy: v.string(),
  fault: v.picklist(faults),
  money: v.number(),
  /** The level that must approve it at least. */
  level,
  planned: v.array(PlannedTaskSchema),
  approvedBy: v.optional(v.string()),
});

/** A complaint: any objection, protest, claim or demand (R40), from the customer's words to the customer's word. */
export const ComplaintSchema = v.object({
  /** By which customer and staff name it. */
  number: v.string(),
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  handsetId: v.string(),
  locale: localeSchema,
  source: v.string(),
  /** The visit after which the customer was asked, where that led to the complaint. */
  visitId: v.optional(v.string()),
  state: v.picklist(complaintStates),
  severity: v.picklist(severities),
  /** How far it has climbed: 0 customer service … 3 general manager. */
  level,
  assigneeId: v.optional(v.string()),
  /** From when its limits count; unknown for those that were opened before limits were. */
  receivedAt: v.optional(InstantSchema),
  clocks: v.array(ClockSchema),
  /** Whether it was ever late to be settled. */
  late: v.optional(v.literal(true)),
  /** The clocks stand still for the customer, until then at most. */
  waitingUntil: v.optional(InstantSchema),
  /** When the customer is asked again; absent while nobody is asked by text. */
  askAgainAt: v.optional(InstantSchema),
  tasks: v.array(TaskSchema),
  settlement: v.optional(SettlementSchema),
  fault: v.optional(v.picklist(faults)),
  /** More time that somebody asked for, and the level that decides on it at least. */
  extension: v.optional(v.object({ until: InstantSchema, by: v.string(), level, taskId: v.string() })),
  /** The first of the two who approve closing it by force. */
  forced: v.optional(v.object({ by: v.string(), reason: WordsRefSchema })),
  /** Of the dealer's tree of categories, once a person has confirmed it. */
  category: v.optional(v.string()),
  /** Staff who are complained of (R54). */
  about: v.array(v.string()),
  /** Staff whose work the customer judges when asked whether it is solved. */
  handledBy: v.array(v.string()),
  /** The customer's words, in the order in which they came; only ever added to (decision 6). */
  words: v.array(WordsRefSchema),
  /** Replies and requests that were taken in, so that one delivered twice counts once. */
  repliesRead: v.array(v.string()),
  commandsTaken: v.array(v.string()),
  resolutions: v.array(WordsRefSchema),
  /** How often the customer was asked about the present solution. */
  timesAsked: v.number(),
  timesReopened: v.number(),
  /** Who read it last when. */
  readBy: v.optional(v.record(v.string(), InstantSchema)),
});
export type Complaint = v.InferOutput<typeof ComplaintSchema>;

/** What a rule decided about a complaint. */
export type Decision = Change<Complaint>;

/** The clock of a name; for a task, of the task. */
export function clockOf({ clocks }: Complaint, name: RunningClock['name']): RunningClock | undefined {
  return clocks.find((clock) => clock.name === name);
}

/** A complaint that somebody has worked on. */
export function handled(known: Complaint, staffId: string): Complaint {
  return { ...known, handledBy: [...new Set([...known.handledBy, staffId])] };
}

/** The tasks that somebody is still to do. */
export function openTasks({ tasks }: Complaint): Task[] {
  return tasks.filter(({ doneBy, dropped }) => doneBy === undefined && !dropped);
}

export function textFor(
  complaint: Pick<Complaint, 'handsetId' | 'locale' | 'number'>,
  complaintId: string,
  template: TemplateName,
  asks?: 'yes-no' | 'words',
  blanks: Readonly<Record<string, string>> = {},
): TextRequest {
  return {
    to: complaint.handsetId,
    template,
    locale: complaint.locale,
    purpose: 'service',
    blanks: { number: complaint.number, ...blanks },
    conversation: { kind: 'complaint', id: complaintId },
    asks,
  };
}

export function filedUnder({
  dealerId,
  customerId,
}: Pick<Complaint, 'dealerId' | 'customerId'>): Pick<NewEvent, 'dealerId' | 'customerId'> {
  return { dealerId, customerId };
}

/** `C-` and six characters of the id: short enough for a text and for reading out on the telephone. */
export function numberOf(complaintId: string): string {
  return `C-${complaintId.split('_')[1]?.slice(0, 6).toUpperCase() ?? ''}`;
}
