import * as v from 'valibot';
import { type Fault, invalid } from './problem.ts';

type AnySchema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** Parses what came from outside; throws a 400 problem whose `errors[]` name JSON pointers and say what is wrong. */
export function parseRequest<S extends AnySchema>(schema: S, input: unknown, what: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw invalid(`The ${what} has ${parsed.issues.length} fault(s); see errors.`, faultsOf(parsed.issues));
}

/** What a schema found amiss, as faults with JSON pointers. */
export function faultsOf(issues: readonly v.BaseIssue<unknown>[]): Fault[] {
  return issues.map(faultOf);
}

const deepest = 100;

/** JSON text as a value; throws a 400 problem when it is no JSON, or nested deeper than anybody means it. */
export function parseJson(text: string): unknown {
  const value = valueOf(text);
  if (depthWithin(value, deepest)) return value;
  throw invalid('The body is nested too deeply.', [
    { pointer: '', detail: `must be nested at most ${deepest} deep` },
  ]);
}

function valueOf(text: string): unknown {
  try {
    // Some systems begin their files with a byte order mark.
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value;
  } catch {
    throw invalid('The body is not JSON.', [{ pointer: '', detail: 'must be JSON (RFC 8259) in UTF-8' }]);
  }
}

/** Whether a value is nested no deeper than so many levels; it looks no deeper itself. */
function depthWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => depthWithin(each, levels - 1));
}

function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const pointer = (issue.path ?? [])
    .map((step) => `/${String(step.key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  return { pointer, detail: detailOf(issue) };
}

/** What is wrong, without repeating what was received: it may be personal. */
function detailOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return 'is missing';
  if (issue.message.startsWith('Invalid ') && issue.expected) return `must be ${issue.expected}`;
  return issue.message.startsWith('Invalid ') ? 'is not valid' : issue.message;
}
