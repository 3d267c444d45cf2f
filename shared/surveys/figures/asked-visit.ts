import type { FactsOf } from '../../events/aggregate.ts';
import type { DomainEvent } from '../../events/catalogue.ts';
import { type Instant, localDate, type Zone } from '../../platform/time.ts';
import type { Rating } from '../rating.ts';
import type { Outcome } from './response.ts';

/** What events tell of a delivered visit and of what its customer answered. */
export interface AskedVisit {
  readonly visitId: string;
  readonly customerId?: string | undefined;
  readonly outcome: Outcome;
  readonly rating?: Rating;
  /** Whether time and price were as promised (R32); absent where either side is not known. */
  readonly kept: { readonly time?: boolean | undefined; readonly price?: boolean | undefined };
  /** Answers beside the overall one, by question. */
  readonly answers: readonly FactsOf<'survey.question-answered'>[];
  /** When the customer last raised something that wants an answer (R14). */
  readonly raisedAt?: Instant;
}

/**
 * The visits delivered in a month, with what became of their surveys. Events may come in any order; a visit that was taken
 * back is not delivered, one that was voided afterwards is nobody's to judge.
 */
export function askedVisits(
  events: readonly DomainEvent[],
  { month, zone }: { month: string; zone: Zone },
): AskedVisit[] {
  const ordered = events.toSorted((a, b) =>
    a.happenedAt < b.happenedAt ? -1 : a.happenedAt > b.happenedAt ? 1 : a.version - b.version,
  );
  const ofVisit = Map.groupBy(ordered, visitOf);
  return [...ofVisit]
    .flatMap(([visitId, own]) => (visitId === undefined ? [] : [visitFrom(visitId, own, { month, zone })]))
    .filter((visit) => visit !== undefined)
    .sort((a, b) => (a.visitId < b.visitId ? -1 : 1));
}

function visitOf(event: DomainEvent): string | undefined {
  if (event.name === 'visit.recorded' || event.name === 'visit.corrected' || event.name === 'visit.voided')
    return event.aggregateId;
  return 'visitId' in event.facts ? event.facts.visitId : undefined;
}

function visitFrom(
  visitId: string,
  events: readonly DomainEvent[],
  { month, zone }: { month: string; zone: Zone },
): AskedVisit | undefined {
  const told = events.filter(
    (event) =>
      event.name === 'visit.recorded' || event.name === 'visit.corrected' || event.name === 'visit.voided',
  );
  const newest = told.toSorted((a, b) => a.version - b.version).at(-1);
  if (newest?.facts.status !== 'delivered' || !newest.facts.deliveredAt) return undefined;
  if (!localDate(newest.facts.deliveredAt, zone).startsWith(month)) return undefined;
  const { kept = {} } = newest.facts;
  const none: AskedVisit = {
    visitId,
    customerId: newest.customerId,
    outcome: 'not-asked',
    kept,
    answers: [],
  };
  return events.reduce(heed, none);
}

function heed(known: AskedVisit, event: DomainEvent): AskedVisit {
  const raised = { ...known, raisedAt: event.happenedAt };
  switch (event.name) {
    case 'survey.asked':
      return known.outcome === 'not-asked' ? { ...known, outcome: 'waiting' } : known;
    case 'survey.silent':
      return known.outcome === 'answered' ? known : { ...known, outcome: 'silent' };
    case 'survey.unclear':
      return known.outcome === 'answered' ? raised : { ...raised, outcome: 'unclear' };
    case 'survey.answered': {
      const { score, remark } = event.facts;
      const answered = { outcome: 'answered', rating: score } as const;
      return score <= 2 || remark ? { ...raised, ...answered } : { ...known, ...answered };
    }
    case 'survey.remarked':
      return event.facts.remark === false ? known : raised;
    case 'survey.question-answered': {
      const { question, low, words } = event.facts;
      const answers = [...known.answers.filter((each) => each.question !== question), event.facts];
      return low || words ? { ...raised, answers } : { ...known, answers };
    }
    case 'complaint.opened':
      return raised;
    default:
      return known;
  }
}
