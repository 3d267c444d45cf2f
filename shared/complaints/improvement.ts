import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import { departments } from '../events/complaints.ts';
import { systems } from '../events/vehicles.ts';
import type { keepWords } from '../events/words.ts';
import { shortText } from '../platform/formats.ts';
import { notPossible, Problem } from '../platform/problem.ts';
import { type Instant, InstantSchema } from '../platform/time.ts';
import type { Person } from '../staff/person.ts';
import type { Counted } from './count.ts';
import { staffId, told } from './settlement-wording.ts';

const cause = {
  category: told(v.pipe(v.string(), v.maxLength(40)), "What came back, of the dealer's tree of categories."),
  department: told(v.picklist(departments), 'Where the cause lies.'),
  system: v.optional(told(v.picklist(systems), 'The system of the vehicle in which it lies.')),
};

/** What becomes of a point to improve: a measure, whether it helped, or why it is dropped. */
export const ImprovementBodySchema = v.variant('command', [
  v.object({
    command: told(v.literal('take-measure'), 'What to do.'),
    ...cause,
    what: told(shortText(2000), 'The measure, in your words.'),
    ownerId: told(staffId, 'Staff id of whoever carries it out.'),
  }),
  v.object({
    command: told(v.literal('check-effect'), 'What to do.'),
    ...cause,
    improved: told(v.boolean(), 'Whether it helped; if not, the point is open again.'),
    findings: told(shortText(2000), 'What was seen.'),
  }),
  v.object({
    command: told(v.literal('drop'), 'What to do.'),
    ...cause,
    reason: told(shortText(2000), 'Why nothing is done about it.'),
  }),
]);
export type ImprovementBody = v.InferOutput<typeof ImprovementBodySchema>;

export const improvementStates = ['open', 'measure-taken', 'improved', 'dropped'] as const;

/** A point to improve that somebody has taken up (R86). */
export const ImprovementSchema = v.object({
  dealerId: v.string(),
  state: v.picklist(improvementStates),
  /** Who carries the measure out. */
  ownerId: v.optional(v.string()),
  /** Under which keys the measure, and what was said of it last, are kept. */
  measureKey: v.optional(v.string()),
  wordsKey: v.string(),
  by: v.string(),
  at: InstantSchema,
  commandsTaken: v.array(v.string()),
});
export type Improvement = v.InferOutput<typeof ImprovementSchema>;

/** The words of a command. */
export function wordsOfImprovement(body: ImprovementBody): string {
  if (body.command === 'take-measure') return body.what;
  return body.command === 'drop' ? body.reason : body.findings;
}

interface At {
  readonly dealerId: string;
  readonly by: Person;
  readonly key: string;
  readonly now: Instant;
  readonly kept: ReturnType<typeof keepWords>;
}

const commandsKept = 20;

/**
 * What a command makes of a point: open, a measure taken, its effect checked by somebody else than its owner, or dropped
 * (R86). A cause that comes back is taken up anew. Throws 409 where it is not possible, 403 to who checks their own measure.
 */
export function improve(
  known: Improvement | undefined,
  body: ImprovementBody,
  { dealerId, by, key, now, kept }: At,
): Change<Improvement> | undefined {
  if (known?.commandsTaken.includes(key)) return undefined;
  const state = known?.state ?? 'open';
  mustBePossible(state, body.command);
  const { category, department, system } = body;
  const about = { category, department, ...(system && { system }) };
  const commandsTaken = [...(known?.commandsTaken ?? []), key].slice(-commandsKept);
  const { ownerId, measureKey } = known ?? {};
  const next = { dealerId, ownerId, measureKey, wordsKey: kept.ref.key, by: by.id, at: now, commandsTaken };
  const change = (improvement: Improvement, event: NewEvent): Change<Improvement> => ({
    state: improvement,
    events: [event],
    attached: [kept.attachment],
  });
  switch (body.command) {
    case 'take-measure':
      return change(
        { ...next, state: 'measure-taken', ownerId: body.ownerId, measureKey: kept.ref.key },
        {
          name: 'improvement.measure-taken',
          dealerId,
          facts: { ...about, ownerId: body.ownerId, what: kept.ref },
        },
      );
    case 'check-effect': {
      const { improved } = body;
      if (ownerId === by.id) throw ownMeasure();
      return change(
        { ...next, state: improved ? 'improved' : 'open' },
        { name: 'improvement.effect-checked', dealerId, facts: { ...about, improved, findings: kept.ref } },
      );
    }
    case 'drop':
      return change(
        { ...next, state: 'dropped' },
        { name: 'improvement.dropped', dealerId, facts: { ...about, reason: kept.ref } },
      );
  }
}

function mustBePossible(state: Improvement['state'], command: ImprovementBody['command']): void {
  const possible: Readonly<Record<Improvement['state'], readonly ImprovementBody['command'][]>> = {
    open: ['take-measure', 'drop'],
    'measure-taken': ['check-effect', 'drop'],
    improved: ['take-measure'],
    dropped: ['take-measure'],
  };
  if (possible[state].includes(command)) return;
  throw notPossible(
    `${command} is not possible while a point is ${state}. Possible now: ${possible[state].join(', ')}.`,
  );
}

function ownMeasure(): Problem {
  return new Problem({
    status: 403,
    type: 'own-measure',
    title: 'The measure is yours',
    detail: 'Somebody else must say whether it helped.',
  });
}

/**
 * How a point stands, by what was recorded of it and when its complaints came: one that was improved or dropped is open
 * again once its cause came back as often as it takes to be proposed.
 */
export function standingOf(
  known: Pick<Improvement, 'state' | 'at'> | undefined,
  { complaintIds }: Pick<Counted, 'complaintIds'>,
  openedAt: ReadonlyMap<string, Instant>,
  times: number,
): { state: Improvement['state']; since: Counted } | { state: 'open' } {
  if (!known) return { state: 'open' };
  const later = complaintIds.filter((id) => (openedAt.get(id) ?? known.at) > known.at);
  const since = { count: later.length, complaintIds: later };
  const isOver = known.state === 'improved' || known.state === 'dropped';
  return { state: isOver && later.length >= times ? 'open' : known.state, since };
}
