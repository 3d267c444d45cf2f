import type { SafetyItem } from '../../customers/safety-standing.ts';
import type { Dealer } from '../../dealers/dealer.ts';
import { addWorkingDays } from '../../dealers/working-hours.ts';
import type { Change, NewEvent } from '../../events/aggregate.ts';
import { type Instant, latest } from '../../platform/time.ts';
import { about, type Callback, close, type Subject } from '../callback.ts';
import { permittedMoment } from '../plan.ts';
import { askAt, type Deferral, isSameItem, type Said, unsettled, withSaid } from './deferral.ts';

/** Which rule set the moment of a call about work that was put off. */
export type DeferredRule =
  | 'deferred-safety-work'
  | 'deferred-again'
  | 'deferred-as-asked'
  | 'deferred-after-talk'
  | 'deferred-by-turns';

/** How it stands with a vehicle: what is open, whose it is to hear of, and whether they may be asked now. */
export interface Standing {
  readonly vehicleId: string;
  readonly vehicleVersion: number;
  readonly items: SafetyItem[];
  /** When the vehicle left after its newest visit. */
  readonly leftAt?: Instant | undefined;
  readonly subject?: Subject;
  /** Not while the vehicle is in the workshop, nor where the customer wants no contact. */
  readonly mayAsk: boolean;
}

/** By what the next call is set. */
export interface Course {
  readonly dealer: Dealer;
  readonly now: Instant;
}

/**
 * Brings the one callback that a vehicle has for its open safety-relevant work in line with how it now stands, and with
 * what the customer said elsewhere (R23): planned while something is open, withdrawn or closed once nothing is. What is
 * put off anew begins anew; a call that is open is left to whoever makes it.
 */
export function follow(
  known: Callback | undefined,
  standing: Standing,
  course: Course,
  heard: readonly Said[] = [],
): Change<Callback> | undefined {
  const { subject, vehicleId } = standing;
  const before = known?.deferral;
  const isStale = before !== undefined && before.vehicleVersion > standing.vehicleVersion;
  const said = withSaid(before?.said ?? [], heard);
  const isNews = JSON.stringify(said) !== JSON.stringify(before?.said ?? []);
  const deferral: Deferral = {
    vehicleId,
    vehicleVersion: isStale ? before.vehicleVersion : standing.vehicleVersion,
    items: isStale ? before.items : standing.items,
    said,
    round: before?.round ?? 1,
  };
  const step = isStale && !isNews ? undefined : nextStep(known, { ...standing, deferral }, course, heard);
  if (!isNews) return step;
  const base = step?.state ?? known ?? (subject && { ...blank(subject), status: 'withdrawn' });
  if (!base) return undefined;
  const answers = heard.map(({ answer }) => answer);
  return {
    state: step ? base : { ...base, deferral },
    events: [
      { name: 'callback.deferred-heard', ...about(base), facts: { answers } },
      ...(step?.events ?? []),
    ],
  };
}

function nextStep(
  known: Callback | undefined,
  { subject, mayAsk, leftAt, deferral }: Standing & { deferral: Deferral },
  course: Course,
  heard: readonly Said[],
): Change<Callback> | undefined {
  const { afterWorkDays, atMost } = course.dealer.settings.safetyReminders;
  const left = unsettled(deferral.items, deferral.said);
  if (!subject || !mayAsk || left.length === 0 || atMost === 0) return finish(known, deferral);
  if (known?.status === 'open') return undefined;
  const isFresh = !left.every((item) => known?.deferral?.items.some((each) => isSameItem(each, item)));
  const isElsewhere = known?.status === 'closed' && known.handsetId !== subject.handsetId;
  const isAtRest = known?.status === 'withdrawn' || known?.outcome === 'no-longer-open' || isElsewhere;
  const isAsked = heard.some(
    (each) => each.againAt !== undefined && left.some((item) => isSameItem(item, each)),
  );
  if (!isFresh && !isAtRest && !isAsked) return undefined;
  const first = addWorkingDays(course.dealer.calendar, leftAt ?? course.now, afterWorkDays);
  const usual = !isFresh && known?.status === 'planned' && known.dueAt ? known.dueAt : first;
  return planCall(known, subject, isFresh ? { ...deferral, round: 1 } : deferral, { ...course, usual });
}

/** Plans the next call: at the time that the customer named, or else at the usual one. */
export function planCall(
  known: Callback | undefined,
  subject: Subject,
  deferral: Deferral,
  { dealer, now, usual }: Course & { usual: Instant },
): Change<Callback> {
  const asked = askAt(unsettled(deferral.items, deferral.said), deferral.said, usual);
  const byRound: DeferredRule = deferral.round > 1 ? 'deferred-again' : 'deferred-safety-work';
  const rule: DeferredRule = asked === usual ? byRound : 'deferred-as-asked';
  const dueAt = permittedMoment('call', latest(asked, now), dealer);
  const planned: Callback = { ...blank(subject), rule, dueAt, attempts: known?.attempts ?? [], deferral };
  return { state: planned, events: [planning(known, planned, rule, dueAt)] };
}

/** The call waits for something that goes before it. Nothing where it is not planned. */
export function putOff(
  known: Callback | undefined,
  rule: DeferredRule,
  until: Instant,
  dealer: Dealer,
): Change<Callback> | undefined {
  if (known?.status !== 'planned') return undefined;
  const dueAt = permittedMoment('call', until, dealer);
  return { state: { ...known, rule, dueAt }, events: [planning(known, known, rule, dueAt)] };
}

function blank(subject: Subject): Callback {
  return {
    ...subject,
    status: 'planned',
    channel: 'call',
    rule: 'deferred-safety-work',
    attempts: [],
    words: [],
  };
}

function planning(known: Callback | undefined, planned: Callback, rule: string, dueAt: Instant): NewEvent {
  const facts = { visitId: planned.visitId, channel: 'call' as const, rule, dueAt };
  if (!known) return { name: 'callback.planned', ...about(planned), facts };
  const { dueAt: from } = known;
  const moved = from && from !== dueAt ? { movedFrom: from } : {};
  return { name: 'callback.replanned', ...about(planned), facts: { ...facts, ...moved } };
}

/** Nothing is to be asked about, or not now. */
function finish(known: Callback | undefined, deferral: Deferral): Change<Callback> | undefined {
  if (known?.status === 'open') return close({ ...known, deferral }, 'no-longer-open');
  if (known?.status !== 'planned') return undefined;
  return {
    state: { ...known, status: 'withdrawn', dueAt: undefined, deferral },
    events: [{ name: 'callback.withdrawn', ...about(known), facts: { visitId: known.visitId } }],
  };
}
