import * as v from 'valibot';
import type { Change, NewEvent } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import { linkRules } from '../events/people.ts';
import { type WordsRef, WordsRefSchema } from '../events/words.ts';
import { InstantSchema } from '../platform/time.ts';
import type { Relation } from './match.ts';

const ids = v.array(v.string());

/** What stands between two customer records: what links them, and what staff decided about it. */
export const LinkSchema = v.object({
  customerIds: v.tuple([v.string(), v.string()]),
  relation: v.optional(
    v.object({
      rule: v.picklist(linkRules),
      evidence: v.object({
        phones: ids,
        vehicles: ids,
        plates: ids,
        sameDmsId: v.boolean(),
        sameName: v.boolean(),
      }),
    }),
  ),
  /** Versions of both records on which the relation stands: older news does not undo newer. */
  seen: v.optional(v.tuple([v.number(), v.number()])),
  decision: v.optional(
    v.object({
      kind: v.picklist(['merged', 'apart']),
      by: v.string(),
      at: InstantSchema,
      reason: WordsRefSchema,
    }),
  ),
});
export type Link = v.InferOutput<typeof LinkSchema>;
type Decision = NonNullable<Link['decision']>;

/** The sort key under which a record keeps its link with another. */
export const linkKeyPrefix = 'LINK#';

/** Notes what two records have in common by now. Nothing is written while there is nothing to note. */
export function note(
  known: Link | undefined,
  customerIds: Link['customerIds'],
  relation: Relation | undefined,
  seen: readonly [number, number],
): Change<Link> | undefined {
  if (!known && !relation) return undefined;
  if (known?.seen && (known.seen[0] > seen[0] || known.seen[1] > seen[1])) return undefined;
  const told = relation && {
    rule: relation.rule,
    evidence: {
      phones: [...relation.evidence.phones],
      vehicles: [...relation.evidence.vehicles],
      plates: [...relation.evidence.plates],
      sameDmsId: relation.evidence.sameDmsId,
      sameName: relation.evidence.sameName,
    },
  };
  if (JSON.stringify(known?.relation) === JSON.stringify(told)) return undefined;
  const event: NewEvent = told
    ? { name: 'customers.linked', facts: { customerIds: [...customerIds], rule: told.rule } }
    : { name: 'customers.unlinked', facts: { customerIds: [...customerIds] } };
  const link: Link = { customerIds, relation: told, seen: [...seen], decision: known?.decision };
  return { state: link, events: [event], attached: atBoth(link) };
}

/**
 * Staff decide whether two records are one customer's. What a rule found is kept beside it, so an un-merge restores
 * what was before, and no later visit undoes a decision. Undefined if it was decided so already.
 */
export function decide(
  known: Link | undefined,
  customerIds: Link['customerIds'],
  decision: Decision,
  filed: { dealerId: string; customerId: string; words: Attachment },
): Change<Link> | undefined {
  if (known?.decision?.kind === decision.kind) return undefined;
  const link: Link = { ...known, customerIds, decision };
  const name = decision.kind === 'merged' ? 'customers.merged' : 'customers.unmerged';
  const { dealerId, customerId, words } = filed;
  const reason: WordsRef = decision.reason;
  return {
    state: link,
    events: [{ name, dealerId, customerId, facts: { customerIds: [...customerIds], reason } }],
    attached: [words, ...atBoth(link)],
  };
}

/** Whether two records count as one customer's. */
export function isLinked({ decision, relation }: Link): boolean {
  return decision ? decision.kind === 'merged' : relation !== undefined;
}

function atBoth(link: Link): Attachment[] {
  const [a, b] = link.customerIds;
  const content = { link };
  return [
    { pk: a, sk: linkKeyPrefix + b, content },
    { pk: b, sk: linkKeyPrefix + a, content },
  ];
}
