import type { Severity } from '../events/complaints.ts';
import type { Asks } from '../events/text-request.ts';
import type { WordsRef } from '../events/words.ts';
import { goOn } from './climb.ts';
import { contactClock, withClock } from './clock.ts';
import { type Complaint, type Decision, filedUnder } from './complaint.ts';
import { type Circumstances, firstLevel } from './ladder.ts';
import { finished } from './life.ts';
import { askAgain, close, handOver, reopen } from './question.ts';
import { raisedTo, withSeverity } from './severity-change.ts';
import { taskFilings } from './tasks.ts';

/** What a customer wrote in the conversation about a complaint, as far as it could be read. */
export interface ComplaintReply {
  readonly id: string;
  readonly words: WordsRef;
  readonly severity: Severity;
  /** What the text asked to which this replies. */
  readonly asks?: Asks;
  readonly solved?: 'yes' | 'no';
  /** Whether the words only say thank you. */
  readonly isCourtesy?: boolean;
}

/**
 * What a customer's reply makes of a complaint: "yes, solved" closes it, and nothing else does (R48); "no" reopens it,
 * even if it overtook a "yes", and so does whatever else but thanks follows a closing. An unclear answer is asked about
 * once more and then goes to a person. Any other words are added to the complaint and end its waiting for the customer;
 * grave ones reach the superior at once (R52).
 */
export function hear(
  known: Complaint | undefined,
  complaintId: string,
  reply: ComplaintReply,
  at: Circumstances,
): Decision | undefined {
  if (!known || known.repliesRead.includes(reply.id)) return undefined;
  const complaint: Complaint = {
    ...known,
    repliesRead: [...known.repliesRead, reply.id],
    words: [...known.words, reply.words],
  };
  const decided = decide(complaint, complaintId, reply, at);
  return { ...decided, attached: taskFilings(known, decided.state, complaintId) };
}

function decide(
  complaint: Complaint,
  complaintId: string,
  reply: ComplaintReply,
  at: Circumstances,
): Decision {
  const { state, timesAsked } = complaint;
  const { words, solved } = reply;
  const isOver = finished.includes(state);
  const isAsked = state === 'solution-proposed' || state === 'refused';
  const isAnswer = reply.asks === 'yes-no' && (complaint.resolutions.length > 0 || state === 'refused');
  const isGraver = reply.severity === 'major' && complaint.severity !== 'major';
  if (isAnswer && isAsked && solved === 'yes') return close(complaint, complaintId, { words });
  // A reopened complaint has no question open: a second "no" adds to the first.
  const saysNo = isAnswer && solved === 'no' && (isAsked || isOver);
  if (saysNo || (isOver && solved !== 'yes' && !reply.isCourtesy))
    return graver(reopen(complaint, complaintId, { words }, at), reply, at);
  if (complaint.askAgainAt && reply.severity === 'major') {
    const handed = handOver(complaint, 'unclear', at);
    if (handed) return graver(handed, reply, at);
  }
  if (isAnswer && complaint.askAgainAt && timesAsked > 0) {
    const asked = askAgain(complaint, complaintId, 'unclear', at);
    if (asked) return asked;
  }
  return addWords(complaint, reply, isGraver && !isOver, at);
}

/** Adds words. Graver ones make the complaint the superior's, who is to speak with the customer soon. */
function addWords(known: Complaint, reply: ComplaintReply, isGraver: boolean, at: Circumstances): Decision {
  const filed = filedUnder(known);
  const { words, severity } = reply;
  const added = { name: 'complaint.words-added', ...filed, facts: { words, severity } } as const;
  const went = known.waitingUntil ? goOn(known, at) : known;
  const resumed = known.waitingUntil
    ? [{ name: 'complaint.resumed' as const, ...filed, facts: { because: 'customer-wrote' as const } }]
    : [];
  if (!isGraver) return { state: went, events: [added, ...resumed] };
  const contact = contactClock(at, severity);
  const raised = raisedTo({ ...went, clocks: withClock(went.clocks, contact) }, firstLevel(severity), at);
  const { state, events } = withSeverity(raised, severity, at);
  const { level, assigneeId } = state;
  const facts = { level, assigneeId, dueAt: contact.dueAt, decide: 'take-charge' as const };
  return { state, events: [added, ...resumed, { name: 'complaint.escalated', ...filed, facts }, ...events] };
}

/** What was decided, in a complaint that the reply may have made graver. */
function graver(decided: Decision, { severity }: ComplaintReply, at: Circumstances): Decision {
  if (severity !== 'major' || decided.state.severity === 'major') return decided;
  const raised = raisedTo(decided.state, firstLevel(severity), at);
  const { state, events } = withSeverity(raised, severity, at);
  return { ...decided, state, events: [...decided.events, ...events] };
}
