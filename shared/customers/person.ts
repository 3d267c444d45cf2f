import { linkRules } from '../events/people.ts';
import { contradict, type LinkRule, type RecordFacts } from './match.ts';

/** What stands between two records: a rule that links them, or the word of staff, which beats every rule. */
export interface Tie {
  readonly between: readonly [string, string];
  readonly rule?: LinkRule;
  readonly decision?: 'merged' | 'apart';
}

/**
 * Groups records into customers: each group is one. What staff merged comes first, then the strongest rules; two groups
 * are joined unless staff set any of their records apart, or any two contradict each other, so that no chain through a
 * shared phone makes two people one. The same records and ties give the same groups in any order.
 */
export function groupRecords(
  records: readonly RecordFacts[],
  ties: readonly Tie[],
): readonly (readonly string[])[] {
  const facts = new Map(records.map((record) => [record.customerId, record]));
  const apart = new Set(
    ties.filter(({ decision }) => decision === 'apart').map(({ between }) => pair(between)),
  );
  const merged = new Set(
    ties.filter(({ decision }) => decision === 'merged').map(({ between }) => pair(between)),
  );
  const groups = new Map([...facts.keys()].map((id) => [id, new Set([id])]));

  for (const tie of ties.filter(joins).sort(byStrength)) {
    const [a, b] = tie.between;
    const [left, right] = [groups.get(a), groups.get(b)];
    if (!left || !right || left === right) continue;
    if (!mayJoin(left, right)) continue;
    for (const id of right) {
      left.add(id);
      groups.set(id, left);
    }
  }
  return [...new Set(groups.values())].map((group) => [...group].sort()).sort();

  function mayJoin(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
    return [...left].every((a) => [...right].every((b) => agree(a, b)));
  }

  function agree(a: string, b: string): boolean {
    if (apart.has(pair([a, b]))) return false;
    if (merged.has(pair([a, b]))) return true;
    const [one, other] = [facts.get(a), facts.get(b)];
    return !one || !other || !contradict(one, other);
  }
}

/** The id of two records in their order, so that a pair has one name. */
export function pair([a, b]: readonly [string, string]): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function joins({ rule, decision }: Tie): boolean {
  return decision === undefined ? rule !== undefined : decision === 'merged';
}

function byStrength(a: Tie, b: Tie): number {
  const [left, right] = [strengthOf(a) + pair(a.between), strengthOf(b) + pair(b.between)];
  return left < right ? -1 : Number(left > right);
}

function strengthOf({ rule, decision }: Tie): string {
  return decision === 'merged' ? '0' : String(1 + (rule ? linkRules.indexOf(rule) : linkRules.length));
}
