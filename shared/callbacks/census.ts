import type { Agreed } from '../events/callbacks.ts';
import type { DomainEvent } from '../events/catalogue.ts';
import { addDays, type Instant, localDate, type Zone } from '../platform/time.ts';
import { type Contact, contactOf, followUpsOf, type FollowUp } from './follow-up.ts';

/** A number that opens to what it counts. */
export interface Counted {
  readonly count: number;
  readonly visitIds: readonly string[];
}

/** Every delivered visit of a month: asked, or not asked with exactly one reason; each part adds up to its whole. */
export interface Census {
  readonly month: string;
  readonly delivered: Counted;
  readonly asked: Counted;
  readonly notAsked: Counted;
  /** The visits not asked after, by the one reason why. */
  readonly reasons: Readonly<Record<string, Counted>>;
  /** The visits asked after, by what came of it; silence is an outcome of its own (R36). */
  readonly outcomes: Readonly<Record<string, Counted>>;
  /** The visits asked after, by whether the first contact kept the limit of three days (R11). */
  readonly firstContact: Readonly<Record<'in-three-days' | 'later-as-agreed' | 'late', Counted>>;
  /** The visits for which something was agreed at the desk (R02), by whether the first contact kept to it. */
  readonly agreements: Readonly<Record<'kept' | 'not-kept' | 'to-come', Counted>>;
  /** The share of delivered visits asked after (R21), and of those in which the customer said something. */
  readonly callbackRate: number | undefined;
  readonly answerRate: number | undefined;
}

const dayLimit = 3;

/**
 * The census of a month (R21, R30, R36, decision 5): a pure function of a dealer's events up to a moment, whatever their
 * order. A visit belongs to the month of its delivery in the dealer's zone; one that was taken back is not delivered, one
 * that was voided after delivery stays delivered.
 */
export function takeCensus(
  events: readonly DomainEvent[],
  { month, zone, now }: { month: string; zone: Zone; now: Instant },
): Census {
  const delivered = followUpsOf(events).filter(
    ({ deliveredAt }) => deliveredAt !== undefined && localDate(deliveredAt, zone).startsWith(month),
  );
  const contacted = delivered.flatMap((each) => {
    const contact = contactOf(each);
    return contact ? [{ ...each, contact }] : [];
  });
  const silent = delivered.filter((each) => contactOf(each) === undefined);
  const agreed = delivered.filter((each) => each.agreed !== undefined);
  const spoken = contacted.filter(({ outcome }) => outcome === 'answered' || outcome === 'reached');
  return {
    month,
    delivered: counted(delivered),
    asked: counted(contacted),
    notAsked: counted(silent),
    reasons: by(silent, reasonOf),
    outcomes: by(contacted, ({ outcome }) => outcome ?? 'under-way'),
    firstContact: {
      'in-three-days': none,
      'later-as-agreed': none,
      late: none,
      ...by(contacted, (each) => timelinessOf(each, each.contact, zone)),
    },
    agreements: {
      kept: none,
      'not-kept': none,
      'to-come': none,
      ...by(agreed, (each) => keepingOf(each.agreed ?? {}, contactOf(each), now)),
    },
    callbackRate: share(contacted, delivered),
    answerRate: share(spoken, delivered),
  };
}

/** Why nobody has asked yet, or will: the plan's own reason, or how far the callback has come. */
function reasonOf({ isVoid, skipReason, outcome, status }: FollowUp): string {
  if (isVoid) return 'void';
  if (skipReason) return skipReason;
  if (outcome === 'erased') return outcome;
  return status;
}

function timelinessOf(
  { deliveredAt, agreed }: FollowUp,
  contact: Contact,
  zone: Zone,
): keyof Census['firstContact'] {
  const lastDay = deliveredAt && addDays(localDate(deliveredAt, zone), dayLimit);
  if (lastDay && localDate(contact.at, zone) <= lastDay) return 'in-three-days';
  return agreed?.from && isWithin(agreed, contact.at) ? 'later-as-agreed' : 'late';
}

/** An agreement is kept by the first contact: by the method agreed on, within the span agreed on. */
function keepingOf(agreed: Agreed, contact: Contact | undefined, now: Instant): keyof Census['agreements'] {
  if (!contact) return agreed.until && agreed.until <= now ? 'not-kept' : 'to-come';
  const byMethod = agreed.method === undefined || agreed.method === contact.channel;
  return byMethod && isWithin(agreed, contact.at) ? 'kept' : 'not-kept';
}

function isWithin({ from, until }: Agreed, at: Instant): boolean {
  return (from === undefined || from <= at) && (until === undefined || at < until);
}

const none: Counted = { count: 0, visitIds: [] };

function counted(visits: readonly FollowUp[]): Counted {
  return { count: visits.length, visitIds: visits.map(({ visitId }) => visitId) };
}

function by<T extends FollowUp, K extends string>(visits: readonly T[], keyOf: (visit: T) => K) {
  const groups = Map.groupBy(visits, keyOf);
  const entries = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, group]) => [key, counted(group)]));
}

/** A share with four digits; nothing of nothing. */
function share(part: readonly unknown[], whole: readonly unknown[]): number | undefined {
  return whole.length === 0 ? undefined : Math.round((part.length / whole.length) * 10_000) / 10_000;
}
