import * as v from 'valibot';
import type { Change, NewEvent } from '../../events/aggregate.ts';
import type { Attachment } from '../../events/attachment.ts';
import type { breakings } from '../../events/promises.ts';
import { type WordsRef, WordsRefSchema } from '../../events/words.ts';
import { notPossible } from '../../platform/problem.ts';
import { type Instant, InstantSchema } from '../../platform/time.ts';

/** Something that was promised to a customer: whose it is to keep, and until when (R15, R16). */
export const PromiseSchema = v.object({
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  /** The callback in which it was made. */
  callbackId: v.optional(v.string()),
  /** What was promised, in the words of whoever promised it. */
  what: WordsRefSchema,
  madeBy: v.string(),
  /** Who is to keep it. */
  ownerId: v.string(),
  /** Until when, as the customer was told. */
  dueAt: InstantSchema,
  state: v.picklist(['open', 'broken', 'kept']),
  /** How far it has climbed: 0 its owner, then as complaints do. */
  level: v.number(),
  /** Whose work it is now: the owner's, or once it is broken that of a level above. */
  assigneeId: v.optional(v.string()),
  /** When it breaks or climbs; none at the top. */
  climbsAt: v.optional(InstantSchema),
  /** Requests and what they said, so that one sent again counts once. */
  reports: v.array(v.object({ request: v.string(), words: v.optional(WordsRefSchema) })),
});
export type Promised = v.InferOutput<typeof PromiseSchema>;

/** A level that is to act on a broken promise, and until when before it climbs further; none at the top. */
export interface PromiseClock {
  readonly level: number;
  readonly assigneeId?: string;
  readonly dueAt?: Instant;
}

/** What somebody reports of a promise, named after the request. */
export interface PromiseReport {
  readonly request: string;
  readonly words?: { readonly ref: WordsRef; readonly attachment: Attachment };
}

/** A promise is made. Nothing if it is known. */
export function make(
  known: Promised | undefined,
  facts: Pick<Promised, 'dealerId' | 'customerId' | 'callbackId' | 'what' | 'madeBy' | 'ownerId' | 'dueAt'>,
  attached: readonly Attachment[],
): Change<Promised> | undefined {
  if (known) return undefined;
  const { ownerId, dueAt, what, callbackId } = facts;
  return {
    state: { ...facts, state: 'open', level: 0, assigneeId: ownerId, climbsAt: dueAt, reports: [] },
    events: [{ name: 'promise.made', ...filedUnder(facts), facts: { ownerId, dueAt, what, callbackId } }],
    attached,
  };
}

/** It was kept, late or not. Nothing for a report that was heard before; 409 for one that is kept already. */
export function keep(known: Promised, report: PromiseReport, now: Instant): Change<Promised> | undefined {
  if (isHeard(known, report)) return undefined;
  mustBeOpen(known);
  const words = report.words?.ref;
  return {
    state: { ...heard(known, report), state: 'kept', climbsAt: undefined },
    events: [
      {
        name: 'promise.kept',
        ...filedUnder(known),
        facts: { late: now > known.dueAt, ...(words && { words }) },
      },
    ],
    attached: attachedTo(report),
  };
}

/** Somebody says that it cannot be kept: it climbs at once. 409 for one that is kept or broken already. */
export function giveUp(
  known: Promised,
  report: PromiseReport,
  clock: PromiseClock,
): Change<Promised> | undefined {
  if (isHeard(known, report)) return undefined;
  mustBeOpen(known);
  if (known.state === 'broken') throw notPossible('It counts as broken already, and climbs by itself.');
  const change = breakIt(heard(known, report), 'cannot-be-kept', clock, report.words?.ref);
  return { ...change, attached: attachedTo(report) };
}

/**
 * Somebody else is to keep it; its time stays, which the customer was told. One that is broken stays with the level that
 * it has reached. 409 for one that is kept.
 */
export function passOn(
  known: Promised,
  report: PromiseReport & Required<Pick<PromiseReport, 'words'>>,
  to: string,
): Change<Promised> | undefined {
  if (isHeard(known, report)) return undefined;
  mustBeOpen(known);
  if (to === known.ownerId) throw notPossible(`It is ${to}'s already.`);
  const assigneeId = known.state === 'open' ? to : known.assigneeId;
  const facts = { from: known.ownerId, to, words: report.words.ref };
  return {
    state: { ...heard(known, report), ownerId: to, assigneeId },
    events: [{ name: 'promise.passed-on', ...filedUnder(known), facts }],
    attached: attachedTo(report),
  };
}

/** Its time, or a level's, has run out: it breaks, or climbs. Nothing if it is not due. */
export function climb(
  known: Promised | undefined,
  clock: PromiseClock,
  now: Instant,
): Change<Promised> | undefined {
  if (!known || known.state === 'kept' || !known.climbsAt || known.climbsAt > now) return undefined;
  if (known.state === 'open') return breakIt(known, 'overdue', clock);
  return {
    state: { ...known, level: clock.level, assigneeId: clock.assigneeId, climbsAt: clock.dueAt },
    events: [{ name: 'promise.escalated', ...filedUnder(known), facts: { ...clock } }],
  };
}

function breakIt(
  known: Promised,
  because: (typeof breakings)[number],
  clock: PromiseClock,
  words?: WordsRef,
): Change<Promised> {
  const { level, assigneeId, dueAt } = clock;
  return {
    state: { ...known, state: 'broken', level, assigneeId, climbsAt: dueAt },
    events: [
      {
        name: 'promise.broken',
        ...filedUnder(known),
        facts: { because, ...(words && { words }), ...clock },
      },
    ],
  };
}

function isHeard({ reports }: Promised, { request }: PromiseReport): boolean {
  return reports.some((each) => each.request === request);
}

function heard(known: Promised, { request, words }: PromiseReport): Promised {
  return { ...known, reports: [...known.reports, { request, ...(words && { words: words.ref }) }] };
}

function attachedTo({ words }: PromiseReport): Attachment[] {
  return words ? [words.attachment] : [];
}

function mustBeOpen({ state }: Promised): void {
  if (state === 'kept') throw notPossible('It is kept already. What is promised anew is a new promise.');
}

function filedUnder({ dealerId, customerId }: Pick<Promised, 'dealerId' | 'customerId'>) {
  return { dealerId, customerId } satisfies Pick<NewEvent, 'dealerId' | 'customerId'>;
}
