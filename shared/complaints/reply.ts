import type { Change } from '../events/aggregate.ts';
import type { severities } from '../events/complaints.ts';
import type { Asks } from '../events/text-request.ts';
import type { WordsRef } from '../events/words.ts';
import type { Instant } from '../platform/time.ts';
import { type Complaint, filedUnder, type LevelClock, textFor } from './complaint.ts';

const mostAsked = 3;

/** What a customer wrote in the conversation about a complaint, as far as it could be read. */
export interface ComplaintReply {
  readonly id: string;
  readonly words: WordsRef;
  readonly severity: (typeof severities)[number];
  /** What the text asked to which this replies. */
  readonly asks?: Asks;
  readonly solved?: 'yes' | 'no';
  /** Whether the words only say thank you. */
  readonly isCourtesy?: boolean;
}

/** The clocks that may begin, depending on the reply. */
export interface ReplyClocks {
  readonly level: LevelClock;
  readonly askAgainAt: Instant;
}

/**
 * What a customer's reply makes of a complaint: "yes, solved" closes it, and nothing else does (R48); "no" reopens it,
 * even if it overtook a "yes", and so does whatever else but thanks follows a closing; the clock of its level then
 * begins anew. An unclear answer is asked about once more and then goes to a person. Any other words are added to the
 * complaint, and grave ones reach the superior at once (R52).
 */
export function hear(
  known: Complaint | undefined,
  complaintId: string,
  reply: ComplaintReply,
  clocks: ReplyClocks,
): Change<Complaint> | undefined {
  if (!known || known.repliesRead.includes(reply.id)) return undefined;
  const complaint: Complaint = {
    ...known,
    repliesRead: [...known.repliesRead, reply.id],
    words: [...known.words, reply.words],
    severity: reply.severity === 'major' ? 'major' : known.severity,
  };
  const isAnswer = reply.asks === 'yes-no' && known.resolutions.length > 0;
  if (isAnswer && reply.solved === 'yes' && known.timesAsked > 0 && known.state !== 'closed') {
    return close(complaint, complaintId, reply.words);
  }
  // A reopened complaint has no question open: a second "no" adds to the first.
  if (isAnswer && reply.solved === 'no' && (known.timesAsked > 0 || known.state === 'closed')) {
    return reopen(complaint, complaintId, reply.words, clocks.level);
  }
  if (known.state === 'closed' && reply.solved !== 'yes' && !reply.isCourtesy) {
    return reopen(complaint, complaintId, reply.words, clocks.level);
  }
  if (known.state === 'solution-proposed' && reply.severity === 'major') {
    return handOver(complaint, 'unclear', clocks.level);
  }
  if (isAnswer && known.state === 'solution-proposed') {
    return askAgain(complaint, complaintId, 'unclear', clocks);
  }
  const becomesMajor = complaint.severity !== known.severity && known.state === 'open';
  return addWords(complaint, reply, becomesMajor ? clocks.level : undefined);
}

/** The time to answer is up: the customer is asked again, twice at most, then a person asks. Nothing if it is not due. */
export function askAgainAfterSilence(
  known: Complaint | undefined,
  complaintId: string,
  clocks: ReplyClocks,
  now: Instant,
): Change<Complaint> | undefined {
  if (known?.state !== 'solution-proposed' || !known.dueAt || known.dueAt > now) return undefined;
  return askAgain(known, complaintId, 'silent', clocks);
}

/** The question cannot be put by text, so a person puts it. Nothing if no question is open. */
export function handOver(
  known: Complaint | undefined,
  reason: 'silent' | 'unclear' | 'not-sent',
  clock: LevelClock,
): Change<Complaint> | undefined {
  if (known?.state !== 'solution-proposed') return undefined;
  return {
    state: { ...known, state: 'open', ...clock },
    events: [{ name: 'complaint.handed', ...filedUnder(known), facts: { reason, ...clock } }],
  };
}

function askAgain(
  known: Complaint,
  complaintId: string,
  reason: 'silent' | 'unclear',
  clocks: ReplyClocks,
): Change<Complaint> | undefined {
  const asked = reason === 'unclear' ? Math.max(known.timesAsked, mostAsked - 1) : known.timesAsked;
  if (known.timesAsked >= mostAsked) return handOver(known, reason, clocks.level);
  const { askAgainAt } = clocks;
  return {
    state: { ...known, timesAsked: asked + 1, dueAt: askAgainAt },
    events: [
      {
        name: 'complaint.asked-again',
        ...filedUnder(known),
        facts: { reason, askAgainAt },
        text: textFor(known, complaintId, 'complaint.solved-again?', 'yes-no'),
      },
    ],
  };
}

function close(complaint: Complaint, complaintId: string, words: WordsRef): Change<Complaint> {
  return {
    state: { ...complaint, state: 'closed', dueAt: undefined },
    events: [
      {
        name: 'complaint.closed',
        ...filedUnder(complaint),
        facts: { words, firstAttempt: complaint.timesReopened === 0 },
        text: textFor(complaint, complaintId, 'complaint.closed'),
      },
    ],
  };
}

function reopen(
  complaint: Complaint,
  complaintId: string,
  words: WordsRef,
  clock: LevelClock,
): Change<Complaint> {
  return {
    state: {
      ...complaint,
      state: 'open',
      ...clock,
      timesAsked: 0,
      timesReopened: complaint.timesReopened + 1,
    },
    events: [
      {
        name: 'complaint.reopened',
        ...filedUnder(complaint),
        facts: { words, ...clock },
        text: textFor(complaint, complaintId, 'complaint.reopened', 'words'),
      },
    ],
  };
}

/** Adds words; with a clock the complaint has become graver by them and is the superior's now. */
function addWords(
  complaint: Complaint,
  { words, severity }: ComplaintReply,
  clock: LevelClock | undefined,
): Change<Complaint> {
  const filed = filedUnder(complaint);
  const added = { name: 'complaint.words-added', ...filed, facts: { words, severity } } as const;
  if (!clock) return { state: complaint, events: [added] };
  return {
    state: { ...complaint, ...clock },
    events: [added, { name: 'complaint.escalated', ...filed, facts: { ...clock } }],
  };
}
