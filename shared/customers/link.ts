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
  /** The newest requests that decided: one that is sent again, however late, decides nothing. */
  requests: v.optional(v.array(v.string())),
});
export type Link = v.InferOutput<typeof LinkSchema>;
type Decision = NonNullable<Link['decision']>;

const requestsKept = 20;

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
  const { decision, requests } = known ?? {};
  const link: Link = { customerIds, relation: told, seen: [...seen], decision, requests };
  return { state: link, events: [event], attached: atBoth(link) };
}

/**
 * Staff decide whether two records are one customer's. What a rule found is kept beside it, so an un-merge restores
 * what was before, and no later visit undoes a decision. Undefined if it was decided so already, or by this very request.
 */
export function decide(
  known: Link | undefined,
  customerIds: Link['customerIds'],
  decision: Decision,
  filed: { dealerId: string; customerId: string; words: Attachment; request: string },
): Change<Link> | undefined {
  const before = known?.requests ?? [];
  if (known?.decision?.kind === decision.kind || before.includes(filed.request)) return undefined;
  const requests = [...before, filed.request].slice(-requestsKept);
  const link: Link = { ...known, customerIds, decision, requests };
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
