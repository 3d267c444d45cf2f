import type { DomainEvent } from '../../events/catalogue.ts';
import type { Instant, Zone } from '../../platform/time.ts';
import type { Rating } from '../rating.ts';
import { type AskedVisit, askedVisits } from './asked-visit.ts';
import { factorsOf, type Factor } from './factors.ts';
import { type Proportion, proportion } from './proportion.ts';
import { type Outcome, response, type Response } from './response.ts';
import { type Satisfaction, satisfaction } from './satisfaction.ts';

/** A number that opens to what it counts. */
export interface Counted {
  readonly count: number;
  readonly visitIds: readonly string[];
}

/** How satisfied the customers of a month's visits are; every number names its visits. */
export interface Figures {
  readonly month: string;
  /** Who was asked and who answered; silence stands on its own (R36). */
  readonly response: Response & { readonly visits: Readonly<Record<Outcome, Counted>> };
  /** The overall question (R29). */
  readonly overall: Satisfaction & { readonly visits: Readonly<Record<Rating, Counted>> };
  /** The same, by whether time and price were as promised (R32). */
  readonly promised: Readonly<Record<'time' | 'price', Readonly<Record<Kept, Satisfaction & Counted>>>>;
  /** What was asked besides, each axis by itself (R33–R37): no sum of them means anything. */
  readonly factors: readonly Factor[];
  /** Who raised something, and to how many of them a person has answered since (R14). */
  readonly raised: { readonly share: Proportion; readonly answered: Counted; readonly open: Counted };
}

type Kept = 'kept' | 'broken' | 'unknown';

/** The figures of a month, a pure function of a dealer's events up to a moment, whatever their order. */
export function takeFigures(events: readonly DomainEvent[], scope: { month: string; zone: Zone }): Figures {
  const visits = askedVisits(events, scope);
  const rated = (rating: Rating) => counted(visits.filter((visit) => visit.rating === rating));
  const ended = (outcome: Outcome) => counted(visits.filter((visit) => visit.outcome === outcome));
  return {
    month: scope.month,
    response: {
      ...response(visits.map(({ outcome }) => outcome)),
      visits: {
        answered: ended('answered'),
        silent: ended('silent'),
        unclear: ended('unclear'),
        waiting: ended('waiting'),
        'not-asked': ended('not-asked'),
      },
    },
    overall: {
      ...satisfactionOf(visits),
      visits: { 1: rated(1), 2: rated(2), 3: rated(3), 4: rated(4), 5: rated(5) },
    },
    promised: {
      time: byPromise(visits, ({ kept }) => kept.time),
      price: byPromise(visits, ({ kept }) => kept.price),
    },
    factors: factorsOf(visits),
    raised: raisedOf(visits, answersSince(events)),
  };
}

/** The visits that a number counts. */
export function counted(visits: readonly Pick<AskedVisit, 'visitId'>[]): Counted {
  return { count: visits.length, visitIds: visits.map(({ visitId }) => visitId) };
}

function satisfactionOf(visits: readonly AskedVisit[]): Satisfaction {
  return satisfaction(visits.flatMap(({ rating }) => (rating === undefined ? [] : [rating])));
}

function byPromise(visits: readonly AskedVisit[], keptOf: (visit: AskedVisit) => boolean | undefined) {
  const of = (wanted: boolean | undefined) => {
    const those = visits.filter((visit) => visit.rating !== undefined && keptOf(visit) === wanted);
    return { ...satisfactionOf(those), ...counted(those) };
  };
  return { kept: of(true), broken: of(false), unknown: of(undefined) };
}

function raisedOf(visits: readonly AskedVisit[], answeredAt: ReadonlyMap<string, Instant>) {
  const raised = visits.filter(({ raisedAt }) => raisedAt !== undefined);
  const isAnswered = ({ customerId = '', raisedAt }: AskedVisit) => {
    const at = answeredAt.get(customerId);
    return at !== undefined && raisedAt !== undefined && at > raisedAt;
  };
  const answered = raised.filter(isAnswered);
  const open = raised.filter((visit) => !isAnswered(visit));
  return {
    share: proportion(answered.length, raised.length),
    answered: counted(answered),
    open: counted(open),
  };
}

/** When a person last spoke with each customer, or a complaint of theirs was brought to its end. */
function answersSince(events: readonly DomainEvent[]): Map<string, Instant> {
  const spoken = events.filter(
    (event) =>
      (event.name === 'callback.attempted' && event.facts.outcome === 'reached') ||
      event.name === 'complaint.closed' ||
      event.name === 'complaint.force-closed' ||
      event.name === 'complaint.refused',
  );
  const newest = new Map<string, Instant>();
  for (const { customerId, happenedAt } of spoken) {
    const known = customerId && newest.get(customerId);
    if (customerId && (!known || known < happenedAt)) newest.set(customerId, happenedAt);
  }
  return newest;
}
