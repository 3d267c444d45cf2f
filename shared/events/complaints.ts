import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { sharingWays } from './people.ts';
import { systems } from './vehicles.ts';
import { WordsRefSchema } from './words.ts';

/** How grave a complaint is, in rising order. */
export const severities = ['ordinary', 'complex', 'major'] as const;
export type Severity = (typeof severities)[number];

/** What a complaint's clocks measure, each in the dealer's working time. */
export const clockNames = ['acknowledge', 'contact', 'settle', 'call', 'task'] as const;

/** What whoever reads an escalation must decide. */
export const decisions = [
  'take-charge',
  'acknowledge-by-call',
  'contact-or-hand-on',
  'settle-or-extend',
  'call-the-customer',
  'approve-or-return',
  'grant-or-decline',
  'see-it-done',
] as const;

/** Where the cause of a complaint lies: in ourselves first (R41). */
export const ownCauses = ['disrespect', 'carelessness', 'negligence'] as const;
export const faults = ['none', 'partly', 'full'] as const;

/** Who carries out what was settled (R47). */
export const departments = [
  'customer-service',
  'front-desk',
  'workshop',
  'parts',
  'finance',
  'management',
] as const;

/** What somebody must do for a complaint: decide, carry out what was settled, or what an emergency asks for (R52, R53). */
export const taskKinds = [
  'approve-settlement',
  'decide-extension',
  'carry-out',
  'call-at-once',
  'secure-vehicle',
  'inform-top',
  'consider-home-visit',
  'read-it',
] as const;

const level = v.pipe(v.number(), v.integer(), v.minValue(0));
const staffIds = v.array(v.string());

/** Whose it is now and until when; at the top nothing climbs further. */
const charge = { level, assigneeId: v.optional(v.string()), dueAt: v.optional(InstantSchema) };

const task = {
  taskId: v.string(),
  kind: v.picklist(taskKinds),
  department: v.optional(v.picklist(departments)),
  ownerId: v.optional(v.string()),
  dueAt: v.optional(InstantSchema),
};

/** Somebody objected, protested or demanded (R40), in the words referred to. */
export const ComplaintOpened = eventSchema('complaint.opened', {
  number: v.string(),
  source: v.string(),
  /** The visit after which the customer was asked, where that led to it. */
  visitId: v.optional(v.string()),
  severity: v.picklist(severities),
  words: WordsRefSchema,
  /** Staff who are complained of: they neither handle nor approve (R54). */
  about: v.optional(staffIds),
  ...charge,
});
/** The customer could not be told by text that the complaint has arrived: a person calls. */
export const ComplaintUnacknowledged = eventSchema('complaint.unacknowledged', charge);
/** A major complaint: superiors are told at once and the emergency plan begins (R52, R53). */
export const ComplaintAlarmed = eventSchema('complaint.alarmed', { tasks: v.array(v.object(task)) });
/** The customer added something. */
export const ComplaintWordsAdded = eventSchema('complaint.words-added', {
  words: WordsRefSchema,
  severity: v.picklist(severities),
});
/** Step 1: a person has listened and confirmed what is wrong, how grave it is and of whom it complains (R43). */
export const ComplaintConfirmed = eventSchema('complaint.confirmed', {
  severity: v.picklist(severities),
  about: staffIds,
  /** Of the dealer's tree. */
  category: v.optional(v.string()),
  /** Who is to read the words at once. */
  tasks: v.optional(v.array(v.object(task))),
  ...charge,
});
/** Step 2: what caused it, in ourselves first, and how far it is our fault (R41, R44). */
export const ComplaintAnalysed = eventSchema('complaint.analysed', {
  causes: v.array(v.picklist(ownCauses)),
  fault: v.picklist(faults),
  findings: WordsRefSchema,
  /** Where the cause lies, and in which system of the vehicle. */
  department: v.optional(v.picklist(departments)),
  system: v.optional(v.picklist(systems)),
  /** Who is to read the words at once. */
  tasks: v.optional(v.array(v.object(task))),
});
/** Step 3: a settlement that waits for approval (R45, R46). Money in the currency's smallest unit. */
export const ComplaintSettlementProposed = eventSchema('complaint.settlement-proposed', {
  fault: v.picklist(faults),
  money: v.pipe(v.number(), v.integer(), v.minValue(0)),
  currency: v.string(),
  goods: v.boolean(),
  apology: v.boolean(),
  reasons: WordsRefSchema,
  approval: v.object({ level, ...task }),
});
/** Step 4: the leader agrees; the customer is told and the departments have their tasks (R46, R47). */
export const ComplaintSettlementApproved = eventSchema('complaint.settlement-approved', {
  tasks: v.array(v.object(task)),
});
/** The leader does not agree. */
export const ComplaintSettlementReturned = eventSchema('complaint.settlement-returned', {
  reason: WordsRefSchema,
});
/** Somebody did what they had to. */
export const ComplaintTaskCompleted = eventSchema('complaint.task-completed', {
  taskId: v.string(),
  kind: v.picklist(taskKinds),
  inTime: v.boolean(),
  outcome: WordsRefSchema,
});
/** Every department has done its part (R47). */
export const ComplaintCarriedOut = eventSchema('complaint.carried-out', {});
/** What the customer wants is refused, with reasons and with what there is instead (R45). */
export const ComplaintRefused = eventSchema('complaint.refused', {
  reasons: WordsRefSchema,
  alternatives: WordsRefSchema,
  ...charge,
});
/** A time is up: the next level must decide (R49, R50). */
export const ComplaintEscalated = eventSchema('complaint.escalated', {
  ...charge,
  clock: v.optional(v.picklist(clockNames)),
  taskId: v.optional(v.string()),
  decide: v.optional(v.picklist(decisions)),
});
/** It is somebody else's now, since whoever had it or a task of it has left. */
export const ComplaintReassigned = eventSchema('complaint.reassigned', {
  reason: v.picklist(['staff-left']),
  formerId: v.string(),
  taskIds: v.optional(v.array(v.string())),
  ...charge,
});
/** Nothing can be done before the customer has done something: the clocks stand still, but not for ever. */
export const ComplaintWaiting = eventSchema('complaint.waiting', {
  until: InstantSchema,
  reason: WordsRefSchema,
});
/** The clocks go on. */
export const ComplaintResumed = eventSchema('complaint.resumed', {
  because: v.picklist(['customer-wrote', 'time-is-up', 'staff']),
});
/** More time is asked for; the next level decides. */
export const ComplaintExtensionRequested = eventSchema('complaint.extension-requested', {
  until: InstantSchema,
  reason: WordsRefSchema,
  decision: v.object({ level, ...task }),
});
export const ComplaintExtensionDecided = eventSchema('complaint.extension-decided', {
  granted: v.boolean(),
  until: InstantSchema,
  reason: WordsRefSchema,
});
/** Staff say that it is solved; the customer is asked (R48). */
export const ComplaintSolutionProposed = eventSchema('complaint.solution-proposed', {
  resolution: WordsRefSchema,
  askAgainAt: InstantSchema,
});
/** No clear answer yet: the customer is asked again. */
export const ComplaintAskedAgain = eventSchema('complaint.asked-again', {
  reason: v.picklist(['silent', 'unclear']),
  askAgainAt: InstantSchema,
});
/** Neither text brought a clear answer: a person asks the customer. */
export const ComplaintHanded = eventSchema('complaint.handed', {
  reason: v.picklist(['silent', 'unclear', 'not-sent']),
  ...charge,
});
/** The customer says that it is solved, in a text or to `heardBy`. Nothing else closes a complaint (decision 7). */
export const ComplaintClosed = eventSchema('complaint.closed', {
  words: WordsRefSchema,
  firstAttempt: v.boolean(),
  /** Whether it was settled within its limit; absent where that was not measured yet. */
  closedInTime: v.optional(v.boolean()),
  heardBy: v.optional(v.string()),
});
/** The customer says that it is not solved, in a text or to `heardBy`. */
export const ComplaintReopened = eventSchema('complaint.reopened', {
  words: WordsRefSchema,
  heardBy: v.optional(v.string()),
  ...charge,
});
/** One of the two who must approve closing it against or without the customer's word. */
export const ComplaintForceCloseApproved = eventSchema('complaint.force-close-approved', {
  reason: WordsRefSchema,
});
/** Closed without the customer's word by two approvers; counted apart (decision 7). */
export const ComplaintForceClosed = eventSchema('complaint.force-closed', {
  reasons: v.array(WordsRefSchema),
  approverIds: staffIds,
});
/** Somebody read it (R54). */
export const ComplaintRead = eventSchema('complaint.read', {});
/** The customer asked for the erasure of their words: which items of the record it deletes (decision 6). */
export const ComplaintWordsErased = eventSchema('complaint.words-erased', {
  how: v.picklist(sharingWays),
  erased: v.array(v.string()),
});

const improvable = {
  category: v.string(),
  department: v.picklist(departments),
  system: v.optional(v.picklist(systems)),
};
/** A measure is taken against a cause that came back (R86). */
export const ImprovementMeasureTaken = eventSchema('improvement.measure-taken', {
  ...improvable,
  ownerId: v.string(),
  what: WordsRefSchema,
});
/** Somebody else than its owner says whether it helped. */
export const ImprovementEffectChecked = eventSchema('improvement.effect-checked', {
  ...improvable,
  improved: v.boolean(),
  findings: WordsRefSchema,
});
/** Nothing is done about it, and why. */
export const ImprovementDropped = eventSchema('improvement.dropped', {
  ...improvable,
  reason: WordsRefSchema,
});
