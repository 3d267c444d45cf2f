import { createHash } from 'node:crypto';
import type { questionReasons } from '../../events/surveys.ts';
import { epochMilliseconds, type Instant } from '../../platform/time.ts';
import type { Condition, Question } from './question.ts';

/** How one visit was drawn: with these the draw can be repeated by anybody (R30). */
export interface Draw {
  readonly seed: string;
  /** How many percent of visits are drawn. */
  readonly share: number;
  /** Counts the rounds of the rotation. */
  readonly cycle: number;
  readonly drawn: boolean;
}

/** A question that is put, and why. */
export interface Chosen {
  readonly question: Question;
  readonly because: (typeof questionReasons)[number];
}

const cycleDays = 7;

/** Draws a visit or not, by lot; the seed is the dealer's, new each month. */
export function drawVisit(visitId: string, dealerId: string, share: number, at: Instant): Draw {
  const seed = `${dealerId}/${at.slice(0, 7)}`;
  const cycle = Math.floor(epochMilliseconds(at) / (cycleDays * 86_400_000));
  return { seed, share, cycle, drawn: lot(seed, visitId) < share / 100 };
}

/**
 * The questions of one survey by text, the overall one first (R29, R30). Of a drawn visit up to `atMost` more: one for which
 * the visit gives cause, then those whose turn it is, so that every one comes round.
 */
export function chooseQuestions(
  questions: readonly Question[],
  visit: { readonly id: string; readonly conditions: readonly Condition[] },
  draw: Draw,
  atMost: number,
): Chosen[] {
  const overall = questions.filter(({ aspect }) => aspect === 'overall').slice(0, 1);
  const first = overall.map((question) => ({ question, because: 'always' as const }));
  if (!draw.drawn || atMost === 0) return first;
  const turn = 2 * draw.cycle + Math.floor(2 * lot(draw.seed, 'turn', visit.id));
  const given = rotated(
    questions.filter((each) => each.when && visit.conditions.includes(each.when)),
    turn,
  );
  const usual = rotated(
    questions.filter(({ when, aspect }) => !when && aspect !== 'overall'),
    turn,
  );
  const more: Chosen[] = [
    ...given.slice(0, 1).map((question) => ({ question, because: 'visit' as const })),
    ...usual.map((question) => ({ question, because: 'cycle' as const })),
  ];
  return [...first, ...more.slice(0, atMost)];
}

/** A number from 0 up to 1 that a seed and what is drawn decide. */
function lot(...parts: readonly string[]): number {
  const digest = createHash('sha256').update(parts.join('\u001f')).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const from = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}
