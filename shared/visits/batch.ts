import { type Fault, invalid, Problem } from '../platform/problem.ts';
import type { IngestAnswer } from './take-in.ts';

const mostVisits = 100;

/** What became of one visit of several: kept, or refused with a problem whose pointers begin at the visit. */
export type BatchEntry =
  | ({ readonly index: number; readonly status: 202 } & { readonly visit: IngestAnswer })
  | { readonly index: number; readonly status: number; readonly problem: EntryProblem };

interface EntryProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: Fault[];
}

/** An answer for each of several visits, in their order. */
export interface BatchAnswer {
  readonly accepted: number;
  readonly refused: number;
  readonly answers: BatchEntry[];
}

/**
 * The visits of a body that holds several: an array, or `{"visits": […]}`. Undefined for a single one. Throws a 400
 * problem for none and for more than 100.
 */
export function visitsIn(body: unknown): readonly unknown[] | undefined {
  const visits = Array.isArray(body) ? arrayOf(body) : memberOf(body);
  if (!visits) return undefined;
  const pointer = Array.isArray(body) ? '' : '/visits';
  if (visits.length >= 1 && visits.length <= mostVisits) return visits;
  throw invalid('The body holds no visits, or too many; see errors.', [
    { pointer, detail: `must have 1 to ${mostVisits} visits; it has ${visits.length}` },
  ]);
}

function memberOf(body: unknown): readonly unknown[] | undefined {
  if (typeof body !== 'object' || body === null || !('visits' in body)) return undefined;
  return Array.isArray(body.visits) ? arrayOf(body.visits) : undefined;
}

function arrayOf(value: readonly unknown[]): readonly unknown[] {
  return value;
}

/**
 * Takes in visits one after another; a refused one leaves nothing behind and does not hold up the others. What fails
 * for no fault of the sender fails the whole request: sent again, it finds those that were kept unchanged.
 */
export async function takeEach(
  visits: readonly unknown[],
  take: (visit: unknown) => Promise<IngestAnswer>,
): Promise<BatchAnswer> {
  const answers: BatchEntry[] = [];
  for (const [index, each] of visits.entries()) {
    try {
      answers.push({ index, status: 202, visit: await take(each) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answers.push({ index, status: error.status, problem: problemOf(error) });
    }
  }
  const accepted = answers.filter(({ status }) => status === 202).length;
  return { accepted, refused: answers.length - accepted, answers };
}

function problemOf({ status, type, title, detail, errors }: Problem): EntryProblem {
  return {
    type: `urn:huifang:problem:${type}`,
    title,
    status,
    detail,
    ...(errors.length > 0 && { errors: [...errors] }),
  };
}
