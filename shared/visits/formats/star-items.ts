import type { itemPriorities } from '../body.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

type Outcome = 'done' | 'deferred' | 'declined';

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ['COMPLETED', 'done'],
  ['DEFERRED', 'deferred'],
  ['DECLINED', 'declined'],
]);
/** Statuses after the work, and statuses before that say nothing of what became of it. */
const finished = new Set(['READY_FOR_PICKUP', 'PENDING_PAYMENT', 'OFFBOARDED', 'DEPARTED']);
const underWay = new Set([
  ...['APPROVED', 'SCHEDULED', 'DISPATCHED', 'EN_ROUTE', 'ON_SITE', 'IN_TRANSIT', 'ARRIVED', 'ONBOARDING'],
  ...['ONBOARDED', 'STAGED', 'PENDING', 'IN_PROGRESS', 'ON_HOLD'],
]);
const priorities: ReadonlyMap<string, (typeof itemPriorities)[number]> = new Map([
  ['SAFETY_CRITICAL', 'safety-critical'],
  ['PRIMARY_CONCERN', 'primary-concern'],
  ['ROUTINE_MAINTENANCE', 'routine'],
  ['RECOMMENDED_ADD_ON', 'recommended'],
  ['OPTIONAL_DESIRED', 'optional'],
]);

/** Puts the operations of a STAR order as items, and answers where they stand. `isOver`: the work is finished. */
export function putStarItems(draft: Draft, order: Place, isOver: boolean): Place[] {
  const operations = operationsOf(draft, order);
  const expected = order.at('labor_operations');
  if (operations.length === 0 && !expected.isThere)
    draft.refuse(expected, 'is missing: what was done, deferred or declined');
  let count = 0;
  for (const operation of operations) {
    const outcome = outcomeOf(draft, operation, isOver);
    if (!outcome) continue;
    putItem(draft, `/items/${count}`, operation, outcome);
    count += 1;
  }
  return operations;
}

/** Operations stand at the order, or in the jobs of its lines. */
function operationsOf(draft: Draft, order: Place): Place[] {
  const jobs = order
    .at('repair_order_line_items')
    .each()
    .flatMap((line) => draft.at(line, 'service_jobs', 'service_job').each());
  return [order, ...jobs].flatMap((place) => place.at('labor_operations').each());
}

/** What became of an operation, and where that stands; undefined where nothing has (yet). */
function outcomeOf(
  draft: Draft,
  operation: Place,
  isOver: boolean,
): { place: Place; value: Outcome | undefined } | undefined {
  const place = draft.at(operation, 'labor_operation_status_type', 'labor_operation_status', 'status');
  const code = place.code();
  const known = outcomes.get(code ?? '');
  if (known) return { place, value: known };
  if (code === 'CANCELLED') {
    draft.assume(operation, 'left-out', { why: 'CANCELLED' });
    return undefined;
  }
  if (code !== undefined && !finished.has(code) && !underWay.has(code)) {
    draft.refuse(place, 'must be COMPLETED, DEFERRED, DECLINED or another status of STAR');
    return { place, value: undefined };
  }
  if (isOver || finished.has(code ?? '')) {
    if (code === undefined) draft.assume(place, 'taken', { value: 'COMPLETED' });
    else draft.assume(place, 'means', { found: code, value: 'COMPLETED' });
    return { place, value: 'done' };
  }
  draft.assume(operation, 'left-out', { why: code ?? '—' });
  return undefined;
}

function putItem(
  draft: Draft,
  item: string,
  operation: Place,
  outcome: { place: Place; value: Outcome | undefined },
): void {
  draft.put(`${item}/outcome`, outcome.place, outcome.value);
  const codes = [
    operation.at('labor_operation_codes').at(0).at('code'),
    operation.at('labor_operation_code'),
    operation.at('labor_operation_id'),
  ];
  const code = codes.find((each) => each.isThere);
  if (code) draft.text(`${item}/code`, code);
  draft.text(
    `${item}/description`,
    draft.at(operation, 'labor_operation_name', 'name', 'labor_operation_description', 'description'),
  );
  const amount = draft.at(operation, 'amount', 'resolved_amount');
  if (amount.isThere) draft.amount(`${item}/amount`, amount);
  putPriority(draft, item, operation);
  if (outcome.value !== 'done') putReason(draft, item, operation);
}

function putPriority(draft: Draft, item: string, operation: Place): void {
  const place = draft.at(operation, 'labor_operation_priority_type', 'labor_operation_priority');
  if (!place.isThere) return;
  const priority = priorities.get(place.code() ?? '');
  if (priority) draft.put(`${item}/priority`, place, priority);
  else draft.refuse(place, `must be one of ${[...priorities.keys()].join(', ')}`);
}

/** Why it was put off or declined: the note of the event that did it, else the narrative, else the status in words. */
function putReason(draft: Draft, item: string, operation: Place): void {
  const events = operation
    .at('labor_operation_events')
    .each()
    .filter((event) => ['DECLINED', 'DEFERRED'].includes(event.at('new_status_type').code() ?? ''));
  const reason = [
    events.at(-1)?.at('event_note'),
    operation.at('narrative_reference').at('narrative_desc'),
    operation.at('labor_operation_status_desc'),
  ].find((each) => each?.isThere);
  if (reason) draft.text(`${item}/reason`, reason);
}
