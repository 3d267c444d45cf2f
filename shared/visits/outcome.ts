import * as v from 'valibot';
import type { Fault, Problem } from '../platform/problem.ts';
import type { BatchAnswer } from './batch.ts';
import type { IngestAnswer } from './take-in.ts';

/** Whether a delivery was taken in, or of several visits some were not. */
export const outcomes = ['accepted', 'partly-refused', 'refused'] as const;

/** What came of a delivery: its status, and what was answered. */
export const OutcomeSchema = v.object({
  status: v.number(),
  outcome: v.picklist(outcomes),
  answer: v.record(v.string(), v.unknown()),
});
export type Outcome = v.InferOutput<typeof OutcomeSchema>;

/** Of one refusal so many faults are kept: it is kept beside a body, in an item that has at most 400 KB. */
const faultsKept = 100;
const faultsKeptOfSeveral = 5;

/** The status of what was taken in: several visits have an answer each. */
export function statusOf(taken: IngestAnswer | BatchAnswer): 202 | 207 {
  return 'answers' in taken ? 207 : 202;
}

/** What is kept of an answer; of several visits only those that were refused, each with its index and why. */
export function outcomeOf(taken: IngestAnswer | BatchAnswer): Outcome {
  const status = statusOf(taken);
  if (!('answers' in taken)) return { status, outcome: 'accepted', answer: { ...taken } };
  const { accepted, refused } = taken;
  const answers = taken.answers.flatMap((each) => {
    if (!('problem' in each)) return [];
    const { errors, ...problem } = each.problem;
    return [{ ...each, problem: { ...problem, ...first(errors, faultsKeptOfSeveral) } }];
  });
  const outcome = refused === 0 ? 'accepted' : accepted === 0 ? 'refused' : 'partly-refused';
  return { status, outcome, answer: { accepted, refused, answers } };
}

/** What is kept of a refusal. */
export function outcomeOfRefusal({ status, type, title, detail, errors }: Problem): Outcome {
  const answer = { type: `urn:huifang:problem:${type}`, title, status, detail, ...first(errors, faultsKept) };
  return { status, outcome: 'refused', answer };
}

function first(errors: readonly Fault[] | undefined, most: number): { errors?: readonly Fault[] } {
  return errors && errors.length > 0 ? { errors: errors.slice(0, most) } : {};
}
