import { Draft } from './draft.ts';
import type { Format } from './format.ts';
import { Place } from './place.ts';
import { putStarCustomer } from './star-customer.ts';
import { putStarItems } from './star-items.ts';
import { advisorOf, type StarStaff, techniciansOf } from './star-staff.ts';
import { putStarTimes } from './star-times.ts';
import { putStarVehicle } from './star-vehicle.ts';

/**
 * A STAR RepairOrder. The examples that come with its schema contradict it, and systems follow either: names, types of
 * amounts and offsets are read as they come, and noted. What has no place in it may stand beside, as `huifang`.
 */
export const star: Format = (input, context) => {
  const root = new Place('', input);
  const draft = new Draft(context);
  const wrapped = ['repair_order', 'RepairOrder', 'repairOrder'].map((name) => root.at(name));
  const inside = wrapped.find(({ value }) => typeof value === 'object' && value !== null);
  const order = inside ?? root;
  if (order.at('repair_financial_profile_id').isThere)
    draft.refuse(
      order,
      'is a financial summary, which belongs into a repair order as repair_financial_summary',
    );
  draft.text(
    '/repairOrder/number',
    draft.at(order, 'repair_order_id', 'repair_order_number', 'repair_order_key', 'service_order_key'),
  );
  const status = putStarTimes(draft, order);
  putStarVehicle(draft, order);
  putStarCustomer(draft, order);
  const operations = putStarItems(draft, order, status === 'closed' || status === 'delivered');
  putType(draft, order, operations);
  putStaff(draft, order, operations);
  putTotals(draft, order);
  draft.accompany(root.at('huifang').isThere ? root.at('huifang') : order.at('huifang'));
  return draft.done();
};

/** The kind of order: how it came about, else what kind of work its first operation is. */
function putType(draft: Draft, order: Place, operations: readonly Place[]): void {
  const initiation = order.at('repair_order_initiation_types').at(0);
  const ofWork = operations.map((each) => each.at('labor_operation_type')).find((each) => each.isThere);
  const type = initiation.isThere ? initiation : (ofWork ?? initiation);
  if (!type.isThere) draft.assume(initiation, 'taken', { value: '"repair"' });
  draft.put('/repairOrder/type', type, type.isThere ? (type.text()?.toLowerCase() ?? type.value) : 'repair');
}

function putStaff(draft: Draft, order: Place, operations: readonly Place[]): void {
  putPerson(draft, '/advisor', advisorOf(draft, order, operations));
  techniciansOf(draft, order, operations).forEach((technician, n) => {
    putPerson(draft, `/technicians/${n}`, technician);
  });
}

function putPerson(draft: Draft, pointer: string, { id, name }: StarStaff): void {
  draft.put(`${pointer}/id`, id, id.text());
  if (!name.isThere && id.isThere) draft.assume(name, 'taken-from', { place: id.pointer });
  draft.put(`${pointer}/name`, name, name.text() ?? id.text());
}

function putTotals(draft: Draft, order: Place): void {
  const summary = draft.at(order, 'repair_financial_summary', 'financial_summary');
  const estimated = draft.at(summary, 'estimated_grand_total_amount', 'estimated_total_amount');
  const actual = draft.at(summary, 'actual_grand_total_amount', 'actual_total_amount');
  if (estimated.isThere) draft.amount('/totals/estimated', estimated);
  if (actual.isThere) draft.amount('/totals/actual', actual);
  if (!estimated.isThere && !actual.isThere) return;
  const told = [summary, actual, estimated].map((each) => each.at('currency_code'));
  const currency = told.find((each) => each.isThere) ?? summary.at('currency_code');
  if (!currency.isThere) draft.assume(currency, 'taken', { value: draft.context.currency });
  draft.put('/totals/currency', currency, currency.isThere ? currency.value : draft.context.currency);
}
