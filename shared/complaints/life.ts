import type { severities } from '../events/complaints.ts';
import { notPossible, type Problem } from '../platform/problem.ts';
import { mustBe } from '../staff/access.ts';
import { type Person, type Role, roles } from '../staff/person.ts';

/** Where a complaint stands in its life. */
export const complaintStates = [
  'received',
  'confirmed',
  'analysed',
  'negotiated',
  'approved',
  'carried-out',
  'solution-proposed',
  'refused',
  'reopened',
  'closed',
  'force-closed',
] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** What staff may command. */
export const commandNames = [
  'confirm',
  'analyse',
  'settle',
  'approve',
  'return',
  'complete-task',
  'propose-solution',
  'refuse',
  'record-answer',
  'wait',
  'resume',
  'request-extension',
  'decide-extension',
  'force-close',
] as const;
export type CommandName = (typeof commandNames)[number];

/** A row of the table: who may do it in which states, and what state may come of it. */
interface Move {
  readonly by: readonly Role[];
  readonly from: readonly ComplaintState[];
  /** From where only ordinary complaints may go: graver ones take every step. */
  readonly ordinaryFrom?: readonly ComplaintState[];
  /** The states that may come of it; none where the state stays as it is. */
  readonly to: readonly ComplaintState[];
  /** For staff: what they want to do, `To … one must be: …`. */
  readonly toDo: string;
}

/** Customer service and those above it: never the advisor, who would judge himself, nor the workshop (R54, R87). */
const care: readonly Role[] = ['agent', 'customer-care-lead', 'service-director', 'general-manager'];
const heads = care.filter((role) => role !== 'agent');
const handlers = roles.filter((role) => role !== 'advisor');

const inHand: readonly ComplaintState[] = ['received', 'confirmed', 'analysed', 'reopened'];
const beingSettled: readonly ComplaintState[] = ['negotiated', 'approved', 'carried-out'];
const asking: readonly ComplaintState[] = ['solution-proposed', 'refused'];

/** Those in which nothing is left to do. */
export const finished: readonly ComplaintState[] = ['closed', 'force-closed'];
export const unfinished = complaintStates.filter((state) => !finished.includes(state));

/** The life of a complaint as far as staff command it (R43–R48): every state, command and role is decided here. */
export const life: Readonly<Record<CommandName, Move>> = {
  confirm: { by: care, from: inHand, to: ['confirmed'], toDo: 'confirm a complaint' },
  analyse: {
    by: handlers,
    from: ['confirmed', 'analysed', 'reopened'],
    to: ['analysed'],
    toDo: 'analyse a complaint',
  },
  settle: { by: care, from: ['analysed'], to: ['negotiated'], toDo: 'propose a settlement' },
  approve: { by: heads, from: ['negotiated'], to: ['approved', 'carried-out'], toDo: 'approve a settlement' },
  return: { by: heads, from: ['negotiated'], to: ['analysed'], toDo: 'return a settlement' },
  'complete-task': {
    by: roles,
    from: [...inHand, ...beingSettled, ...asking],
    to: ['carried-out'],
    toDo: 'complete a task',
  },
  'propose-solution': {
    by: handlers,
    from: ['analysed', 'carried-out'],
    ordinaryFrom: ['received', 'confirmed', 'reopened'],
    to: ['solution-proposed'],
    toDo: 'propose a solution',
  },
  refuse: { by: heads, from: ['analysed', 'negotiated'], to: ['refused'], toDo: 'refuse a complaint' },
  'record-answer': {
    by: care,
    from: asking,
    to: ['closed', 'reopened'],
    toDo: "record the customer's answer",
  },
  wait: { by: handlers, from: [...inHand, 'carried-out'], to: [], toDo: 'wait for the customer' },
  resume: { by: handlers, from: [...inHand, 'carried-out'], to: [], toDo: 'go on without waiting' },
  'request-extension': {
    by: handlers,
    from: [...inHand, ...beingSettled],
    to: [],
    toDo: 'ask for more time',
  },
  'decide-extension': { by: heads, from: [...inHand, ...beingSettled], to: [], toDo: 'decide on more time' },
  'force-close': { by: heads, from: unfinished, to: ['force-closed'], toDo: 'close a complaint by force' },
};

/** What the customer's own words make of a complaint; nothing else closes it (R48, decision 7). */
export const customerMoves: readonly {
  readonly says: string;
  readonly from: readonly ComplaintState[];
  readonly to: ComplaintState;
}[] = [
  { says: 'it is solved', from: asking, to: 'closed' },
  { says: 'it is not solved', from: asking, to: 'reopened' },
  { says: 'something is still wrong', from: finished, to: 'reopened' },
];

type Standing = { readonly state: ComplaintState; readonly severity: (typeof severities)[number] };

/** How the table decides: `never` where the role may not at all, `not-now` where the state does not allow it. */
export function judge(command: CommandName, known: Standing, role: Role): 'yes' | 'never' | 'not-now' {
  const { by } = life[command];
  if (!by.includes(role)) return 'never';
  return isPossible(command, known) ? 'yes' : 'not-now';
}

function isPossible(command: CommandName, { state, severity }: Standing): boolean {
  const { from, ordinaryFrom = [] } = life[command];
  return from.includes(state) || (severity === 'ordinary' && ordinaryFrom.includes(state));
}

/** What staff may do with a complaint now, and who. */
export function possibleNow(known: Standing): { command: CommandName; by: Role[] }[] {
  return commandNames
    .filter((command) => isPossible(command, known))
    .map((command) => ({ command, by: [...life[command].by] }));
}

/** Refuses what the table does not allow: 403 to a role that never may, 409 with what is possible instead. */
export function mustBeAllowed(command: CommandName, known: Standing, person: Person): void {
  const verdict = judge(command, known, person.role);
  if (verdict === 'yes') return;
  if (verdict === 'never') mustBe(person, life[command].by, life[command].toDo);
  throw notNow(known, `${command} is not possible while a complaint is ${describe(known)}.`);
}

/** 409 that says what is possible now and who may. */
export function notNow(known: Standing, why: string): Problem {
  const others = possibleNow(known).map(({ command, by }) => `${command} (${by.join(', ')})`);
  const instead = finished.includes(known.state)
    ? 'Nothing is left to do; a new objection of the customer opens it again.'
    : `Possible now: ${others.join('; ')}.`;
  return notPossible(`${why} ${instead}`);
}

function describe({ state, severity }: Standing): string {
  return severity === 'ordinary' ? state : `${state} and ${severity}`;
}
