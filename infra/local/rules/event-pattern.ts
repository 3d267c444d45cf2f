import type { Leaf } from './event-leaves.ts';
import { anyConsistentChoice, isRecord, leavesOf, pathTo } from './event-leaves.ts';
import { InvalidEventPattern } from './invalid-event-pattern.ts';
import type { ValuePattern } from './value-pattern.ts';
import { valuePattern } from './value-pattern.ts';

/** The fields that must match together: path → its alternatives. A pattern with `$or` unfolds into several of these. */
type Branch = ReadonlyMap<string, readonly ValuePattern[]>;

/** EventBridge refuses patterns that unfold further. */
const BRANCH_LIMIT = 1000;

/** Members of a `$or` list with such names make `$or` an ordinary field, as it was before EventBridge had the operator. */
const OPERATOR_NAMES: ReadonlySet<string> = new Set([
  ...[
    'exactly',
    'equals-ignore-case',
    'prefix',
    'suffix',
    'anything-but',
    'exists',
    'wildcard',
    'numeric',
    'cidr',
  ],
  ...[
    '=',
    '<',
    '<=',
    '>',
    '>=',
    'regex',
    'not-wildcard',
    'not-equals-ignore-case',
    'date-after',
    'date-on-or-after',
  ],
  ...['date-before', 'date-on-or-before', 'in-date-range', 'ip-address-in-range', 'ip-address-not-in-range'],
]);

/**
 * Reads an event pattern of EventBridge (also a FilterCriteria pattern or a filter policy on a message's body) and returns the
 * test for events (parsed JSON). The pattern is parsed JSON, or its text, as templates give it where it holds a null.
 * Throws InvalidEventPattern, which says why and where, on what EventBridge would refuse.
 */
export function compilePattern(pattern: unknown): (event: unknown) => boolean {
  const branches = branchesOf(typeof pattern === 'string' ? parsed(pattern) : pattern, '');
  return (event) => {
    if (!isRecord(event)) return false;
    const leaves = leavesOf(event);
    return branches.some((branch) => matches(branch, leaves));
  };
}

function parsed(pattern: string): unknown {
  try {
    return JSON.parse(pattern);
  } catch {
    throw new InvalidEventPattern('Not JSON', '');
  }
}

function matches(branch: Branch, leaves: ReadonlyMap<string, readonly Leaf[]>): boolean {
  const candidates: Leaf[][] = [];
  for (const [path, alternatives] of branch) {
    const atPath = leaves.get(path);
    if (atPath === undefined) {
      if (alternatives.some((each) => each.absent)) continue;
      return false;
    }
    candidates.push(
      atPath.filter((leaf) => alternatives.some((each) => !each.absent && each.test(leaf.value))),
    );
  }
  return anyConsistentChoice(candidates);
}

/** All fields of an object together: every branch of one member with every branch of the others. */
function branchesOf(pattern: unknown, path: string): readonly Branch[] {
  if (!isRecord(pattern)) throw new InvalidEventPattern('An event pattern must be an object', path);
  const members = Object.entries(pattern);
  if (members.length === 0) throw new InvalidEventPattern('Empty objects are not allowed', path);
  return members
    .map(([key, value]) => memberBranches(key, value, path))
    .reduce((all, each) => together(all, each, path));
}

function memberBranches(key: string, value: unknown, path: string): readonly Branch[] {
  const at = pathTo(path, key);
  if (key === '$or' && isChoice(value)) return value.flatMap((each) => branchesOf(each, path));
  if (isRecord(value)) return branchesOf(value, at);
  if (!Array.isArray(value)) throw new InvalidEventPattern(`"${key}" must be an object or an array`, at);
  if (value.length === 0) throw new InvalidEventPattern('Empty arrays are not allowed', at);
  return [new Map([[at, value.map((entry: unknown, index) => valuePattern(entry, `${at}[${index}]`))]])];
}

function isChoice(value: unknown): value is readonly Record<string, unknown>[] {
  if (!Array.isArray(value) || value.length < 2) return false;
  return value.every((each) => isRecord(each) && !Object.keys(each).some((key) => OPERATOR_NAMES.has(key)));
}

function together(left: readonly Branch[], right: readonly Branch[], path: string): readonly Branch[] {
  if (left.length * right.length > BRANCH_LIMIT) {
    throw new InvalidEventPattern(`$or gives more than ${BRANCH_LIMIT} combinations`, path);
  }
  return left.flatMap((one) => right.map((other) => union(one, other)));
}

function union(one: Branch, other: Branch): Branch {
  for (const path of other.keys()) {
    // EventBridge would let one silently replace the other, depending on their order.
    if (one.has(path)) throw new InvalidEventPattern('A field may be given only once', path);
  }
  return new Map([...one, ...other]);
}
