import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import {
  AgreedSchema,
  BecauseSchema,
  channels,
  type closings,
  handReasons,
  outcomes,
  reassignReasons,
  rungs,
  scores,
  skipReasons,
  verifications,
} from '../events/callbacks.ts';
import { ScriptRefSchema } from '../events/scripts.ts';
import { localeSchema } from '../events/text-request.ts';
import { type WordsRef, WordsRefSchema } from '../events/words.ts';
import { type Instant, InstantSchema, LocalDateSchema } from '../platform/time.ts';
import type { Assignment } from '../staff/choose-caller.ts';
import { DeferralSchema } from './deferred/deferral.ts';
import type { Asking, Plan } from './plan.ts';

export const AttemptSchema = v.object({
  outcome: v.picklist(outcomes),
  by: v.string(),
  at: InstantSchema,
  words: v.optional(WordsRefSchema),
  /** How the words were verified with the customer (R51). */
  verified: v.optional(v.picklist(verifications)),
  /** The customer's answer to the survey, given to a caller who did not serve them. */
  score: v.optional(v.picklist(scores)),
  /** The appointment that the customer asked for in it. */
  appointmentId: v.optional(v.string()),
  /** The script that the caller was shown (R24). */
  script: v.optional(ScriptRefSchema),
  /** Names the request that reported it, so that one sent again counts once. */
  request: v.optional(v.string()),
});
export type Attempt = v.InferOutput<typeof AttemptSchema>;

/** A call that went from one person to another. */
const HandOverSchema = v.object({
  reason: v.picklist(reassignReasons),
  formerId: v.optional(v.string()),
  assigneeId: v.optional(v.string()),
  at: InstantSchema,
  /** Who of staff handed it over, in which words, and by which request, so that one sent again counts once. */
  by: v.optional(v.string()),
  note: v.optional(WordsRefSchema),
  request: v.optional(v.string()),
});
export type HandOver = v.InferOutput<typeof HandOverSchema>;

/** A callback: planned from a visit or called for by a customer's text, opened when due, closed by an outcome. */
export const CallbackSchema = v.object({
  dealerId: v.string(),
  /** Unknown where somebody writes from a phone of no customer. */
  customerId: v.optional(v.string()),
  /** The visit asked after; none where the customer wrote by themselves. */
  visitId: v.optional(v.string()),
  /** Version of the visit on which the plan stands: older news does not move it. */
  visitVersion: v.number(),
  advisorId: v.string(),
  handsetId: v.string(),
  locale: localeSchema,
  status: v.picklist(['planned', 'withdrawn', 'open', 'closed', 'skipped']),
  channel: v.optional(v.picklist(channels)),
  /** The rule that set the moment (decision 3). */
  rule: v.string(),
  /** What else the plan follows from, and what was agreed at the desk. */
  because: v.optional(BecauseSchema),
  agreed: v.optional(AgreedSchema),
  /** The third day after delivery (R11); absent where no visit is asked after, and before it was kept. */
  lastDay: v.optional(LocalDateSchema),
  /** When the customer is to be asked, or a person is to call. */
  dueAt: v.optional(InstantSchema),
  assigneeId: v.optional(v.string()),
  assignedBy: v.optional(v.string()),
  handReason: v.optional(v.picklist(handReasons)),
  skipReason: v.optional(v.picklist(skipReasons)),
  attempts: v.array(AttemptSchema),
  /** How the call went from hand to hand, in this order. */
  handOvers: v.optional(v.array(HandOverSchema)),
  /** How far the customer who does not pick up has been tried otherwise. */
  rung: v.optional(v.picklist(rungs)),
  outcome: v.optional(v.string()),
  /** The customer's words that call for this callback. */
  words: v.optional(v.array(WordsRefSchema), []),
  /** The work that it asks after, where it asks after no visit (R23). */
  deferral: v.optional(DeferralSchema),
});
export type Callback = v.InferOutput<typeof CallbackSchema>;

/** Whose visit it is, as the plan must remember it. */
export type Subject = Pick<
  Callback,
  'dealerId' | 'customerId' | 'visitId' | 'visitVersion' | 'advisorId' | 'handsetId' | 'locale'
>;

/**
 * Brings the plan in line with the visit as it now is (R11, R12): plans, moves, skips or withdraws. Once the customer
 * was asked only a void still changes anything: it takes the work off the list.
 */
export function replan(
  known: Callback | undefined,
  subject: Subject,
  plan: Plan,
): Change<Callback> | undefined {
  if (known && known.visitVersion >= subject.visitVersion) return undefined;
  if (known?.status === 'closed' || known?.skipReason === 'erased') return undefined;
  if (known?.status === 'open') {
    return plan.kind === 'skip' && plan.reason === 'void' ? close(known, 'void') : undefined;
  }
  if (plan.kind === 'wait') return known?.status === 'planned' ? withdraw(known, subject) : undefined;
  return plan.kind === 'skip' ? skip(known, subject, plan.reason) : schedule(known, subject, plan);
}

function schedule(known: Callback | undefined, subject: Subject, plan: Asking): Change<Callback> {
  const { channel, rule, at: dueAt, because, agreed, lastDay } = plan;
  const facts = { ...visitOf(subject), channel, rule, dueAt, because, ...(agreed && { agreed }) };
  const from = known?.dueAt;
  const moved = from && from !== dueAt ? { movedFrom: from } : {};
  return {
    state: {
      ...subject,
      status: 'planned',
      channel,
      rule,
      dueAt,
      because,
      ...(agreed && { agreed }),
      lastDay,
      attempts: [],
      words: [],
    },
    events: [
      known
        ? { name: 'callback.replanned', ...about(subject), facts: { ...facts, ...moved } }
        : { name: 'callback.planned', ...about(subject), facts },
    ],
  };
}

function skip(
  known: Callback | undefined,
  subject: Subject,
  reason: NonNullable<Callback['skipReason']>,
): Change<Callback> | undefined {
  if (known?.skipReason === reason) return undefined;
  return {
    state: { ...subject, status: 'skipped', rule: reason, skipReason: reason, attempts: [], words: [] },
    events: [{ name: 'callback.skipped', ...about(subject), facts: { ...visitOf(subject), reason } }],
  };
}

function withdraw(known: Callback, subject: Subject): Change<Callback> {
  return {
    state: { ...known, ...subject, status: 'withdrawn', dueAt: undefined },
    events: [{ name: 'callback.withdrawn', ...about(known), facts: visitOf(known) }],
  };
}

/** Whether a planned callback's moment has come. */
export function isDue(known: Callback | undefined, now: Instant): known is Callback {
  return known?.status === 'planned' && known.dueAt !== undefined && known.dueAt <= now;
}

/**
 * The planned moment has come: asks by text, or puts the call on somebody's list, as `anew` says where the customer is of
 * another class by now. Nothing if it is not due (yet).
 */
export function open(
  known: Callback | undefined,
  assignment: Assignment,
  now: Instant,
  anew?: Asking,
): Change<Callback> | undefined {
  if (!isDue(known, now)) return undefined;
  const { channel, because } = anew ?? known;
  if (!channel) return undefined;
  const { assigneeId, rule: assignedBy } = assignment;
  const missed = known.rule === 'agreed-time' && known.agreed?.until && known.agreed.until <= now;
  const rule = missed ? 'agreed-time-passed' : known.rule;
  return {
    state: { ...known, status: 'open', channel, rule, because, assigneeId, assignedBy },
    events: [
      {
        name: 'callback.opened',
        ...about(known),
        facts: { ...visitOf(known), channel, rule, ...(because && { because }), assigneeId, assignedBy },
      },
    ],
  };
}

/** The planned moment has come, but the customer was asked not long ago: not this time. Nothing if it is not due (yet). */
export function leaveOut(known: Callback | undefined, now: Instant): Change<Callback> | undefined {
  if (!isDue(known, now)) return undefined;
  const reason = 'recently-asked';
  return {
    state: { ...known, status: 'skipped', rule: reason, skipReason: reason, dueAt: undefined },
    events: [{ name: 'callback.skipped', ...about(known), facts: { ...visitOf(known), reason } }],
  };
}

/** The customer's data was erased as they asked: there is nobody to be asked any more. Nothing if none was to be. */
export function standDown(known: Callback | undefined): Change<Callback> | undefined {
  if (known?.status === 'open') return close(known, 'erased');
  if (known?.status !== 'planned') return undefined;
  const reason = 'erased';
  return {
    state: { ...known, status: 'skipped', rule: reason, skipReason: reason, dueAt: undefined },
    events: [{ name: 'callback.skipped', ...about(known), facts: { ...visitOf(known), reason } }],
  };
}

/** The class of the customer changed, and with it how they are asked: not now, but at the next permitted moment. */
export function postpone(
  known: Callback | undefined,
  anew: Asking,
  now: Instant,
): Change<Callback> | undefined {
  if (!isDue(known, now)) return undefined;
  const { channel, because, at: dueAt } = anew;
  const { agreed, dueAt: movedFrom } = known;
  const rule = 'judged-anew';
  const facts = { ...visitOf(known), channel, rule, dueAt, because, ...(agreed && { agreed }), movedFrom };
  return {
    state: { ...known, channel, rule, because, dueAt },
    events: [{ name: 'callback.replanned', ...about(known), facts }],
  };
}

/**
 * A person is to call since the text brought no answer, or reads what could not be understood. Nothing if all is done,
 * or a person already is to call and has nothing new to read.
 */
export function hand(
  known: Callback | undefined,
  reason: (typeof handReasons)[number],
  assignment: Assignment,
  dueAt: Instant,
  words?: WordsRef,
): Change<Callback> | undefined {
  if (known?.status !== 'open') return undefined;
  const isNew = words && known.words.every((each) => each.digest !== words.digest);
  if (known.channel === 'call' && !isNew) return undefined;
  const { assigneeId, rule: assignedBy } = assignment;
  return {
    state: {
      ...known,
      channel: 'call',
      rung: undefined,
      handReason: reason,
      assigneeId,
      assignedBy,
      dueAt,
      words: isNew ? [...known.words, words] : known.words,
    },
    events: [{ name: 'callback.handed', ...about(known), facts: { reason, assigneeId, assignedBy } }],
  };
}

/** The customer answered by themselves: nobody needs to call any more. */
export function answered(known: Callback | undefined): Change<Callback> | undefined {
  if (!known || known.status === 'closed' || known.status === 'skipped') return undefined;
  return close(known, 'answered');
}

/** Nobody calls a silent customer where the dealer does not want it: silence stays what it is (R36). */
export function leaveInPeace(known: Callback | undefined): Change<Callback> | undefined {
  return known?.status === 'open' && known.channel === 'text' ? close(known, 'silent') : undefined;
}

/** A new callback because the customer wrote something that no open question asked for. */
export function openForWords(
  known: Callback | undefined,
  subject: Omit<Subject, 'visitId' | 'visitVersion'>,
  words: WordsRef,
  assignment: Assignment,
  dueAt: Instant,
): Change<Callback> | undefined {
  if (known) return undefined;
  const { assigneeId, rule: assignedBy } = assignment;
  const state: Callback = {
    ...subject,
    visitVersion: 0,
    status: 'open',
    channel: 'call',
    rule: 'customer-wrote',
    dueAt,
    assigneeId,
    assignedBy,
    attempts: [],
    words: [words],
  };
  const facts = { channel: 'call', rule: 'customer-wrote', assigneeId, assignedBy } as const;
  return { state, events: [{ name: 'callback.opened', ...about(subject), facts }] };
}

/** The conversation is finished, with this outcome. */
export function close(known: Callback, outcome: (typeof closings)[number]): Change<Callback> {
  return {
    state: { ...known, status: 'closed', outcome },
    events: [{ name: 'callback.closed', ...about(known), facts: { visitId: known.visitId, outcome } }],
  };
}

/** Which dealer and customer a callback's events are filed under. */
export function about(subject: { dealerId: string; customerId?: string }) {
  return { dealerId: subject.dealerId, customerId: subject.customerId };
}

function visitOf(subject: { visitId?: string }): { visitId?: string } {
  return subject.visitId ? { visitId: subject.visitId } : {};
}
