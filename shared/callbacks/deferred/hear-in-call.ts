import type { Dealer } from '../../dealers/dealer.ts';
import { addWorkingDays } from '../../dealers/working-hours.ts';
import type { Loaded } from '../../events/aggregate.ts';
import type { DeferredAnswer } from '../../events/callbacks.ts';
import type { WordsRef } from '../../events/words.ts';
import { invalid } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { findVisit } from '../../visits/visits.ts';
import type { AttemptBody } from '../attempt.ts';
import type { Callback } from '../callback.ts';
import { isSameItem } from './deferral.ts';
import { standingOf } from './standing.ts';

/**
 * What was said in a call of safety-relevant work that was put off, as its event tells it, and how it stands with the
 * vehicle (R23). What is booked is asked about again some days after the appointment. `isKnown` where the report came
 * before: then nothing of it is judged anew. Throws a 400 problem for work that is not open, or not relevant to safety.
 */
export async function deferredIn(
  { deferred = [], booking }: AttemptBody,
  { state }: Loaded<Callback>,
  report: { at: Instant; words?: WordsRef; isKnown: boolean },
  dealer: Dealer,
  table: Table,
) {
  const isOwn = state.deferral !== undefined;
  if (deferred.length === 0 && !isOwn) return { facts: {}, heard: [] };
  const vehicleId =
    state.deferral?.vehicleId ?? (state.visitId && (await findVisit(table, state.visitId))?.state.vehicleId);
  const standing = vehicleId ? await standingOf(table, vehicleId) : undefined;
  const faults = deferred.flatMap((each, n) =>
    standing?.items.some((item) => isSameItem(item, each))
      ? []
      : [{ pointer: `/deferred/${n}/item`, detail }],
  );
  if (faults.length > 0 && !report.isKnown)
    throw invalid(`The attempt has ${faults.length} fault(s); see errors.`, faults);
  const { calendar, settings } = dealer;
  const { afterWorkDays } = settings.safetyReminders;
  const afterVisit = booking && addWorkingDays(calendar, booking.from, afterWorkDays);
  const answers = deferred.map(({ visitId, item, answer, againAt }): DeferredAnswer => {
    const again = answer === 'booked' ? afterVisit : againAt;
    return {
      visitId,
      item,
      answer,
      ...(again && { againAt: again }),
      ...(report.words && { words: report.words }),
    };
  });
  return {
    facts: answers.length > 0 ? { deferred: answers, ...(!isOwn && { safety: true }) } : {},
    heard: answers.map((each) => ({ ...each, at: report.at })),
    ...(standing && { standing }),
  };
}

const detail =
  'is no open safety-relevant work of this vehicle; the form lists what is, under vehicle.openItems';
