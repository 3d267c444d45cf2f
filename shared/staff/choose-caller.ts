import { createHash } from 'node:crypto';
import { type Caller, callers } from '../events/callbacks.ts';
import type { LocalDate } from '../platform/time.ts';
import { isAbsentOn } from './absence.ts';
import type { Person, Role } from './person.ts';
import type { KeptTeam } from './team.ts';

/** The rules by which somebody gets a call; `colleague` where one of the staff said who. */
export const assignmentRules = [
  ...callers,
  'team',
  'overflow',
  'over-ceiling',
  'colleague',
  'nobody-present',
  'nobody',
] as const;

/** Who was chosen and the rule that chose; nobody when the dealer has nobody for it. */
export interface Assignment {
  readonly assigneeId?: string;
  readonly rule: (typeof assignmentRules)[number];
}

/** Whose call it is, and on which day of the dealer. */
export interface Call {
  readonly by: Caller;
  /** Who received the visit, by staff id or as the DMS names them; empty where there was no visit. */
  readonly advisorId: string;
  /** Decides between people to whom nothing else gives precedence, the same way for the same customer. */
  readonly customer: string;
  readonly on: LocalDate;
  /** Who must not make it, by staff id or as the DMS names them: those of whom an important customer complained. */
  readonly never: readonly string[];
}

/** A dealer's people, and how many calls each may take over in a day (R79). */
export interface Crew {
  readonly roster: readonly Person[];
  readonly teams: readonly KeptTeam[];
  readonly callsPerDay: { readonly best: number; readonly ceiling: number };
}

/** People among whom only their work decides; those who help `last` do so only before others pass the best number. */
interface Circle {
  readonly rule: Assignment['rule'];
  readonly people: readonly Person[];
  readonly last?: boolean;
}

const managers = ['workshop-manager', 'service-director', 'general-manager'] as const;
const heads = ['customer-care-lead', 'service-director', 'general-manager'] as const;

/**
 * Who makes a call, by what each has to do on its day: the advisor who received the visit (R17), else an advisor of the
 * same team (R80), else customer service; managers first where a manager is to call (R61). At first nobody takes more
 * than the best number of calls; then up to the ceiling, before which the heads of customer service help out; beyond it
 * only when nobody who could make the call has room (R79). Within a circle whoever has the fewest calls takes it. Where
 * everybody is away it stands on a general manager's list, so that it stands on somebody's.
 */
export function chooseCaller(call: Call, crew: Crew, loadOf: (staffId: string) => number): Assignment {
  const circles = circlesFor(call, crew);
  const { best, ceiling } = crew.callsPerDay;
  const passes = [
    { limit: best, circles: circles.filter(({ last }) => !last) },
    { limit: ceiling, circles },
    {
      limit: Infinity,
      circles: [{ rule: 'over-ceiling' as const, people: circles.flatMap(({ people }) => people) }],
    },
  ];
  for (const { limit, circles: each } of passes) {
    for (const { rule, people } of each) {
      const free = people.filter(({ id }) => loadOf(id) < limit);
      const chosen = fewestCalls(free, call.customer, loadOf);
      if (chosen) return { assigneeId: chosen.id, rule };
    }
  }
  const chosen = fewestCalls(topmost(call, crew), call.customer, loadOf);
  return chosen ? { assigneeId: chosen.id, rule: 'nobody-present' } : { rule: 'nobody' };
}

/** Everybody who could make a call, whatever they have to do that day; where all are away, those who see to it then. */
export function whoCouldCall(call: Call, crew: Pick<Crew, 'roster' | 'teams'>): Person[] {
  const present = new Set(circlesFor(call, crew).flatMap(({ people }) => people));
  return present.size > 0 ? [...present] : topmost(call, crew);
}

/** The general managers, away or not: each dealer has one. */
function topmost(call: Call, { roster }: Pick<Crew, 'roster'>): Person[] {
  return roster.filter((person) => person.role === 'general-manager' && !isOneOf(person, call.never));
}

function circlesFor(call: Call, { roster, teams }: Pick<Crew, 'roster' | 'teams'>): Circle[] {
  const present = roster.filter((person) => !isAbsentOn(person, call.on) && !isOneOf(person, call.never));
  const ofRole = (role: Role) => present.filter((person) => person.role === role);
  if (call.by === 'manager') {
    return [
      ...managers.map((role): Circle => ({ rule: 'manager', people: ofRole(role) })),
      { rule: 'customer-service', people: ofRole('customer-care-lead'), last: true },
      { rule: 'customer-service', people: ofRole('agent'), last: true },
    ];
  }
  const advisor = roster.find((person) => person.role === 'advisor' && isOneOf(person, [call.advisorId]));
  const asksAdvisor = call.by === 'receiving-advisor' && advisor !== undefined;
  const team = teams.find(({ memberIds }) => advisor && memberIds.includes(advisor.id));
  const rule = asksAdvisor && present.includes(advisor) ? 'overflow' : 'customer-service';
  return [
    ...(asksAdvisor
      ? [
          { rule: 'receiving-advisor', people: present.filter((each) => each === advisor) } as const,
          {
            rule: 'team',
            people: ofRole('advisor').filter((each) => each !== advisor && team?.memberIds.includes(each.id)),
          } as const,
        ]
      : []),
    { rule, people: ofRole('agent') },
    ...heads.map((role): Circle => ({ rule, people: ofRole(role), last: true })),
  ];
}

function fewestCalls(
  people: readonly Person[],
  customer: string,
  loadOf: (staffId: string) => number,
): Person | undefined {
  const [first] = people.toSorted(
    (a, b) => loadOf(a.id) - loadOf(b.id) || (rankFor(customer, a.id) < rankFor(customer, b.id) ? -1 : 1),
  );
  return first;
}

/** Where a person stands among others for a customer: at random, but always the same. */
function rankFor(customer: string, staffId: string): string {
  return createHash('sha256').update(`${customer}/${staffId}`).digest('hex');
}

/** Whether a person is among some who are named by staff id, or as the DMS names them. */
export function isOneOf(person: Person, names: readonly string[]): boolean {
  return names.includes(person.id) || (person.dmsId !== undefined && names.includes(person.dmsId));
}
