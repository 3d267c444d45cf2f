import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import { severities } from '../events/complaints.ts';
import { localeSchema, type TemplateName, type TextRequest } from '../events/text-request.ts';
import { type WordsRef, WordsRefSchema } from '../events/words.ts';
import { notPossible } from '../platform/problem.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';

export const complaintStates = ['open', 'solution-proposed', 'closed'] as const;

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
  level: v.number(),
  assigneeId: v.optional(v.string()),
  /** When it climbs, or when the customer is asked again. */
  dueAt: v.optional(InstantSchema),
  /** The customer's words, in the order in which they came; only ever added to (decision 6). */
  words: v.array(WordsRefSchema),
  /** Replies that were taken in, so that one delivered twice counts once. */
  repliesRead: v.array(v.string()),
  resolutions: v.array(WordsRefSchema),
  /** How often the customer was asked about the present solution. */
  timesAsked: v.number(),
  timesReopened: v.number(),
});
export type Complaint = v.InferOutput<typeof ComplaintSchema>;

/** A level's clock: whose it is and when it runs out. */
export interface LevelClock {
  readonly level: number;
  readonly assigneeId?: string;
  readonly dueAt: Instant;
}

/** Opens a complaint with the words that make it one; the customer is told its number at once. */
export function openComplaint(
  known: Complaint | undefined,
  complaintId: string,
  facts: Pick<
    Complaint,
    'dealerId' | 'customerId' | 'handsetId' | 'locale' | 'source' | 'visitId' | 'severity'
  >,
  words: readonly [...WordsRef[], WordsRef],
  clock: LevelClock,
  filing: { openedAt: Instant; attached: readonly Attachment[] },
): Change<Complaint> | undefined {
  if (known) return undefined;
  const state: Complaint = {
    ...facts,
    ...clock,
    number: numberOf(complaintId),
    state: 'open',
    words: [...words],
    repliesRead: [],
    resolutions: [],
    timesAsked: 0,
    timesReopened: 0,
  };
  const { number, source, visitId, severity } = state;
  const newest = words[words.length - 1] ?? words[0];
  return {
    state,
    events: [
      {
        name: 'complaint.opened',
        ...filedUnder(state),
        facts: { number, source, ...(visitId && { visitId }), severity, words: newest, ...clock },
        text: textFor(state, complaintId, 'complaint.opened', 'words'),
      },
    ],
    attached: [...filing.attached, ...listings(complaintId, state, filing.openedAt)],
  };
}

/** Nobody reacted in time: the next level must (R49, R50). Nothing if the clock has not run out. */
export function escalate(
  known: Complaint | undefined,
  clock: LevelClock,
  now: Instant,
): Change<Complaint> | undefined {
  if (known?.state !== 'open' || !known.dueAt || known.dueAt > now) return undefined;
  return {
    state: { ...known, ...clock },
    events: [{ name: 'complaint.escalated', ...filedUnder(known), facts: { ...clock } }],
  };
}

/**
 * Staff say that it is solved; the customer is asked whether it is (R48). Nothing for a resolution that was told already.
 * Throws a 409 problem where nothing is open.
 */
export function proposeSolution(
  known: Complaint,
  complaintId: string,
  resolution: { ref: WordsRef; attachment: Attachment },
  askAgainAt: Instant,
): Change<Complaint> | undefined {
  if (known.resolutions.some(({ key }) => key === resolution.ref.key)) return undefined;
  if (known.state !== 'open') throw notPossible(refusals[known.state]);
  return {
    state: {
      ...known,
      state: 'solution-proposed',
      resolutions: [...known.resolutions, resolution.ref],
      timesAsked: 1,
      dueAt: askAgainAt,
    },
    events: [
      {
        name: 'complaint.solution-proposed',
        ...filedUnder(known),
        facts: { resolution: resolution.ref, askAgainAt },
        text: textFor(known, complaintId, 'complaint.solved?', 'yes-no'),
      },
    ],
    attached: [resolution.attachment],
  };
}

const refusals = {
  'solution-proposed':
    'A solution was proposed already and the customer is being asked. Wait for the answer.',
  closed: 'The customer has said that it is solved. A new objection is a new complaint.',
};

export function textFor(
  complaint: Pick<Complaint, 'handsetId' | 'locale' | 'number'>,
  complaintId: string,
  template: TemplateName,
  asks?: 'yes-no' | 'words',
): TextRequest {
  return {
    to: complaint.handsetId,
    template,
    locale: complaint.locale,
    purpose: 'service',
    blanks: { number: complaint.number },
    conversation: { kind: 'complaint', id: complaintId },
    asks,
  };
}

export function filedUnder({ dealerId, customerId }: Complaint): Pick<NewEvent, 'dealerId' | 'customerId'> {
  return { dealerId, customerId };
}

/** `C-` and six characters of the id: short enough for a text and for reading out on the telephone. */
function numberOf(complaintId: string): string {
  return `C-${complaintId.split('_')[1]?.slice(0, 6).toUpperCase() ?? ''}`;
}

/** The complaints of a dealer in the order in which they came. */
export function listingKey(dealerId: string): string {
  return `complaints_${dealerId}`;
}

/** The sort keys under which a customer's complaints are kept. */
export const ofCustomer = 'COMPLAINT#';

function listings(complaintId: string, { dealerId, customerId }: Complaint, openedAt: Instant): Attachment[] {
  const at = `${openedAt}#${complaintId}`;
  const content = { complaintId };
  return [
    { pk: listingKey(dealerId), sk: at, content },
    ...(customerId ? [{ pk: customerId, sk: `${ofCustomer}${at}`, content }] : []),
  ];
}
