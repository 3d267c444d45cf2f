import type { Attachment } from '../events/attachment.ts';
import type { WordsRef } from '../events/words.ts';
import type { Instant } from '../platform/time.ts';
import { contactClock, nextDue, settleClock } from './clock.ts';
import { type Complaint, type Decision, filedUnder, numberOf, textFor } from './complaint.ts';
import { type Circumstances, firstLevel, inCharge } from './ladder.ts';
import { emergency, taskFilings, withTasks } from './tasks.ts';

type Complainant = Pick<Complaint, 'dealerId' | 'customerId' | 'handsetId' | 'locale'>;

/**
 * Opens a complaint with the words that make it one; the customer is told its number at once. A major one is the
 * superior's, and the emergency plan begins (R52, R53).
 */
export function openComplaint(
  known: Complaint | undefined,
  complaintId: string,
  facts: Complainant & Pick<Complaint, 'source' | 'visitId' | 'severity' | 'about'>,
  words: readonly [...WordsRef[], WordsRef],
  at: Circumstances,
  attached: readonly Attachment[],
  /** Words that somebody took down, to be verified with the customer (R51); what the customer texted they know. */
  recorded?: WordsRef,
): Decision | undefined {
  if (known) return undefined;
  const { severity, source, visitId, about } = facts;
  const limits = { severity, receivedAt: at.now };
  const opened: Complaint = {
    ...facts,
    ...inCharge(at, facts, firstLevel(severity)),
    number: numberOf(complaintId),
    state: 'received',
    receivedAt: at.now,
    clocks: [contactClock(at, severity), settleClock(at, limits)],
    tasks: [],
    handledBy: [],
    words: [...words],
    repliesRead: [],
    commandsTaken: [],
    resolutions: [],
    timesAsked: 0,
    timesReopened: 0,
  };
  const alarm = severity === 'major' ? withTasks(opened, emergency(opened, at), at) : undefined;
  const state = alarm?.state ?? opened;
  const { number, level, assigneeId } = opened;
  const newest = words[words.length - 1] ?? words[0];
  const filed = filedUnder(facts);
  return {
    state,
    events: [
      {
        name: 'complaint.opened',
        ...filed,
        facts: {
          number,
          source,
          ...(visitId && { visitId }),
          severity,
          words: newest,
          ...(about.length > 0 && { about }),
          level,
          assigneeId,
          dueAt: nextDue(opened),
        },
        text: recorded
          ? { ...textFor(opened, complaintId, 'complaint.recorded', 'words'), quotes: recorded }
          : textFor(opened, complaintId, 'complaint.opened', 'words'),
      },
      ...(alarm ? [{ name: 'complaint.alarmed' as const, ...filed, facts: { tasks: alarm.facts } }] : []),
    ],
    attached: [
      ...attached,
      ...taskFilings(undefined, state, complaintId),
      ...listings(complaintId, facts, at.now),
    ],
  };
}

/** The complaints of a dealer in the order in which they came. */
export function listingKey(dealerId: string): string {
  return `complaints_${dealerId}`;
}

/** The sort keys under which a customer's complaints are kept. */
export const ofCustomer = 'COMPLAINT#';

function listings(
  complaintId: string,
  { dealerId, customerId }: Pick<Complaint, 'dealerId' | 'customerId'>,
  openedAt: Instant,
): Attachment[] {
  const at = `${openedAt}#${complaintId}`;
  const content = { complaintId };
  return [
    { pk: listingKey(dealerId), sk: at, content },
    ...(customerId ? [{ pk: customerId, sk: `${ofCustomer}${at}`, content }] : []),
  ];
}
