import { addWorkingDays } from '../../dealers/working-hours.ts';
import type { Change } from '../../events/aggregate.ts';
import type { Callback } from '../callback.ts';
import { type Deferral, type Said, unsettled, withSaid } from './deferral.ts';
import { type Course, planCall, type Standing } from './follow.ts';

/** Calls after these lead to nobody, until a visit tells another number. */
const dead: readonly (string | undefined)[] = ['wrong-number', 'not-in-service'];

/**
 * What a call about deferred safety work leads to (R23): when it is over and something is left that the customer neither
 * had done nor refused, the next is planned, up to as many as the dealer has set. Who does not want to be called about it
 * has refused it all. Callbacks of visits stay as they are.
 */
export function goOn(
  change: Change<Callback>,
  { standing, heard }: { readonly standing?: Standing; readonly heard: readonly Said[] },
  course: Course,
): Change<Callback> {
  const { state } = change;
  if (!state.deferral || !standing) return change;
  const deferral = afterCall(state.deferral, state, standing, heard);
  const ended = { ...change, state: { ...state, deferral } };
  const { everyWorkDays, atMost } = course.dealer.settings.safetyReminders;
  const isOver = unsettled(deferral.items, deferral.said).length === 0 || deferral.round >= atMost;
  if (state.status !== 'closed' || isOver || dead.includes(state.outcome)) return ended;
  const usual = addWorkingDays(course.dealer.calendar, course.now, everyWorkDays);
  const next = { ...deferral, round: deferral.round + 1 };
  const planned = planCall(state, state, next, { ...course, usual });
  return { ...change, state: planned.state, events: [...change.events, ...planned.events] };
}

function afterCall(
  known: Deferral,
  { status, outcome, attempts }: Callback,
  { items, vehicleVersion }: Standing,
  heard: readonly Said[],
): Deferral {
  const last = attempts.at(-1);
  const said = withSaid(known.said, heard);
  const isRefused = status === 'closed' && outcome === 'refused';
  const refusal = isRefused && last && { at: last.at, ...(last.words && { words: last.words }) };
  const refused = refusal
    ? unsettled(items, said).map(({ visitId, item }): Said => {
        return { visitId, item, answer: 'refused', ...refusal };
      })
    : [];
  return {
    ...known,
    vehicleVersion: Math.max(known.vehicleVersion, vehicleVersion),
    items,
    said: withSaid(said, refused),
  };
}
