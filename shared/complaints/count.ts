import type { DomainEvent } from '../events/catalogue.ts';
import type { departments } from '../events/complaints.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { type Instant, later, localDate } from '../platform/time.ts';
import type { Person } from '../staff/person.ts';
import { headOf } from './informed.ts';

/** A number that opens to its complaints. */
export interface Counted {
  readonly count: number;
  readonly complaintIds: readonly string[];
}

/** A cause that came back, as a point to improve, and who answers for it (R86). */
export interface ImprovementPoint extends Counted {
  readonly category: string;
  readonly department?: Department;
  readonly system?: string;
  readonly ownerId?: string | undefined;
}

/** The complaints of a month, by what they were about; each number opens to them. */
export interface ComplaintCounts {
  readonly month: string;
  readonly received: Counted;
  /** By where they stand: closed by the customer, by force, or not yet. */
  readonly outcomes: Readonly<Record<'closed' | 'force-closed' | 'unfinished', Counted>>;
  readonly categories: Readonly<Record<string, Counted>>;
  readonly departments: Readonly<Record<string, Counted>>;
  readonly systems: Readonly<Record<string, Counted>>;
  /** By whoever is complained of. */
  readonly staff: Readonly<Record<string, Counted>>;
  readonly improve: readonly ImprovementPoint[];
}

type Department = (typeof departments)[number];

/** What events tell of a complaint, as far as it is counted. */
interface Told {
  readonly id: string;
  openedAt?: Instant;
  category: string;
  department?: Department;
  system?: string;
  about: readonly string[];
  outcome: keyof ComplaintCounts['outcomes'];
}

/** Under which a complaint is counted until a person has said what it is. */
export const unconfirmed = 'unconfirmed';

/**
 * Counts the complaints that were opened in a month, in the dealer's zone, and proposes as points to improve what came back
 * within the dealer's window up to the newest of them (R83, R86). A pure function of a dealer's events up to a moment,
 * whatever their order.
 */
export function countComplaints(
  events: readonly DomainEvent[],
  {
    month,
    dealer,
    roster,
    upTo,
  }: { month: string; dealer: Dealer; roster: readonly Person[]; upTo: Instant },
): ComplaintCounts {
  const told = toldBy(events);
  const ofMonth = told.filter(
    ({ openedAt }) => openedAt !== undefined && localDate(openedAt, dealer.calendar.zone).startsWith(month),
  );
  const { times, withinDays } = dealer.settings.improveAfter;
  const last =
    told
      .flatMap(({ openedAt }) => openedAt ?? [])
      .filter((at) => at <= upTo)
      .toSorted()
      .at(-1) ?? upTo;
  const since = later(last, { days: -withinDays });
  const recent = told.filter(
    ({ openedAt }) => openedAt !== undefined && openedAt >= since && openedAt <= upTo,
  );
  return {
    month,
    received: counted(ofMonth),
    outcomes: {
      closed: counted(ofMonth.filter(({ outcome }) => outcome === 'closed')),
      'force-closed': counted(ofMonth.filter(({ outcome }) => outcome === 'force-closed')),
      unfinished: counted(ofMonth.filter(({ outcome }) => outcome === 'unfinished')),
    },
    categories: by(ofMonth, ({ category }) => [category]),
    departments: by(ofMonth, ({ department }) => (department ? [department] : [])),
    systems: by(ofMonth, ({ system }) => (system ? [system] : [])),
    staff: by(ofMonth, ({ about }) => about),
    improve: repeated(recent, times, roster),
  };
}

function toldBy(events: readonly DomainEvent[]): Told[] {
  const told = new Map<string, Told>();
  const inOrder = events.toSorted((a, b) => a.version - b.version);
  for (const event of inOrder) {
    if (!event.name.startsWith('complaint.')) continue;
    const known = told.get(event.aggregateId) ?? {
      id: event.aggregateId,
      category: unconfirmed,
      about: [],
      outcome: 'unfinished',
    };
    told.set(event.aggregateId, after(known, event));
  }
  return [...told.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function after(known: Told, event: DomainEvent): Told {
  switch (event.name) {
    case 'complaint.opened':
      return { ...known, openedAt: event.recordedAt, about: event.facts.about ?? [] };
    case 'complaint.confirmed':
      return { ...known, about: event.facts.about, category: event.facts.category ?? known.category };
    case 'complaint.analysed': {
      const { department = known.department, system = known.system } = event.facts;
      return { ...known, ...(department && { department }), ...(system && { system }) };
    }
    case 'complaint.closed':
      return { ...known, outcome: 'closed' };
    case 'complaint.force-closed':
      return { ...known, outcome: 'force-closed' };
    case 'complaint.reopened':
      return { ...known, outcome: 'unfinished' };
    default:
      return known;
  }
}

/** Causes that a person has named and that came back: the most frequent first. */
function repeated(told: readonly Told[], times: number, roster: readonly Person[]): ImprovementPoint[] {
  const named = told.filter(
    ({ category, department }) => category !== unconfirmed && department !== undefined,
  );
  const groups = Map.groupBy(named, ({ category, department, system }) =>
    JSON.stringify([category, department, system ?? '']),
  );
  return [...groups.values()]
    .filter((group) => group.length >= times)
    .flatMap((group) => {
      const [first] = group;
      if (!first?.department) return [];
      const { category, department, system } = first;
      const about = group.flatMap((each) => each.about);
      const free = roster.filter(({ id }) => !about.includes(id));
      const ownerId = headOf(department, { roster: free });
      return [
        { category, department, ...(system && { system }), ...(ownerId && { ownerId }), ...counted(group) },
      ];
    })
    .toSorted((a, b) => b.count - a.count);
}

function counted(told: readonly Told[]): Counted {
  return { count: told.length, complaintIds: told.map(({ id }) => id) };
}

function by(told: readonly Told[], keysOf: (of: Told) => readonly string[]): Record<string, Counted> {
  const keys = [...new Set(told.flatMap(keysOf))].toSorted();
  return Object.fromEntries(
    keys.map((key) => [key, counted(told.filter((each) => keysOf(each).includes(key)))]),
  );
}
