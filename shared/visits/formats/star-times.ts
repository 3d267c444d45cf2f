import { phrases } from './assumption.ts';
import type { Instant } from '../../platform/time.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';
import { stages, statuses, type Status } from './star-stages.ts';

interface Step {
  readonly stage: string | undefined;
  readonly time: Place;
  readonly at: Instant | undefined;
}

/** Puts the times and the status of a STAR order; answers the status, undefined where it cannot be read. */
export function putStarTimes(draft: Draft, order: Place): Status | undefined {
  const summary = order.at('repair_status_summary');
  const steps = stepsOf(draft, order);
  const { status, place } = statusOf(draft, summary, steps);
  if (status) draft.put('/repairOrder/status', place, status);
  putOpened(draft, order, summary, steps);
  const promised = draft.at(summary, 'promise_complete_date', 'promised_date_time', 'promise_date_time');
  if (promised.isThere) draft.time('/repairOrder/promisedAt', promised, '23:59:00');
  const completed = steps.find(({ stage }) => stage === 'COMPLETED');
  if (completed) draft.put('/repairOrder/closedAt', completed.time, completed.at);
  if (status === 'delivered') putDelivered(draft, summary, steps);
  const updated = draft.at(order, 'updated_date_time', 'last_updated_date_time', 'last_modified_date_time');
  if (updated.isThere) draft.time('/repairOrder/updatedAt', updated, '00:00:00');
  else draft.assume(updated, 'not-ordered');
  return status;
}

/** The events of the order, the earliest first. */
function stepsOf(draft: Draft, order: Place): Step[] {
  return order
    .at('repair_status_events')
    .each()
    .map((event) => {
      const time = draft.at(event, 'occurrence_date_time', 'occurrence_timestamp', 'event_date_time');
      const at = time.isThere ? draft.instantAt(time, '12:00:00') : undefined;
      return { stage: draft.at(event, 'repair_stage_type', 'repair_stage').code(), time, at };
    })
    .sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}

/** Void by its status; else by its stage, told or by the last event; else by its status. */
function statusOf(
  draft: Draft,
  summary: Place,
  steps: readonly Step[],
): { status: Status | undefined; place: Place } {
  const told = draft.at(summary, 'current_repair_status_type', 'current_repair_status');
  const byStatus = statuses.get(told.code() ?? '');
  if (byStatus === 'void') return { status: 'void', place: told };
  const stage = draft.at(summary, 'current_repair_stage_type', 'current_repair_stage', 'repair_stage_type');
  if (stage.isThere) {
    const status = stages.get(stage.code() ?? '');
    if (!status) draft.refuse(stage, 'must be a stage of repair of STAR, such as VEHICLE_DELIVERED');
    return { status, place: stage };
  }
  const last = steps.findLast((step) => stages.has(step.stage ?? ''));
  if (last) {
    draft.assume(stage, 'taken-from', { place: last.time.pointer });
    return { status: stages.get(last.stage ?? ''), place: last.time };
  }
  if (byStatus) draft.assume(told, 'means', { found: told.shown(), value: `"${byStatus}"` });
  else draft.refuse(stage, 'is missing: it says whether the vehicle was delivered (VEHICLE_DELIVERED)');
  return { status: byStatus, place: told };
}

function putOpened(draft: Draft, order: Place, summary: Place, steps: readonly Step[]): void {
  const event = steps.find(({ stage, at }) => at && (stage === 'OPEN' || stage === 'VEHICLE_RECEIVED'));
  if (event) return draft.put('/repairOrder/openedAt', event.time, event.at);
  const documented = summary.at('repair_order_duration').at('start_date_time');
  const others = ['opened_date_time', 'open_date_time', 'created_date_time'].map((name) => order.at(name));
  const found = [documented, ...others].find((each) => each.isThere);
  if (found && found !== documented) draft.assume(found, 'other-name', { name: documented.pointer });
  draft.time('/repairOrder/openedAt', found ?? documented, '00:00:00');
}

/** The vehicle was handed over at the event that says so, else when the status changed, else when the order ended. */
function putDelivered(draft: Draft, summary: Place, steps: readonly Step[]): void {
  const event = steps.findLast(({ stage, at }) => at && stage === 'VEHICLE_DELIVERED');
  if (event) return draft.put('/repairOrder/deliveredAt', event.time, event.at);
  const isDelivered = summary.at('current_repair_stage_type').code() === 'VEHICLE_DELIVERED';
  const changed = draft.at(summary, 'status_changed_date_time', 'status_code_date_time');
  const ended = summary.at('repair_order_duration').at('complete_date_time');
  const closed = steps.findLast(({ stage, at }) => at && stage === 'CLOSED')?.time;
  const place = [changed, closed, ended].find((each) => each?.isThere);
  if (place && !(place === changed && isDelivered))
    draft.assume(place, 'means', { found: phrases.endOfOrder, value: phrases.delivery });
  draft.time('/repairOrder/deliveredAt', place ?? changed, '12:00:00');
}
