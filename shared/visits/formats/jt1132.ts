import { phrases } from './assumption.ts';
import { Draft } from './draft.ts';
import type { Format } from './format.ts';
import { putOdometer } from './odometer.ts';
import { Place } from './place.ts';

/**
 * The Chinese electronic repair record (汽车维修电子健康档案, JT/T 1132). It is written at settlement and says nothing of
 * the customer or the advisor: those stand beside it, in our shape, as `huifang`.
 */
export const jt1132: Format = (input, context) => {
  const root = new Place('', input);
  const draft = new Draft(context);
  const info = draft.at(root, 'basicInfo', 'basicinfo', 'basic_info');
  draft.text('/repairOrder/number', draft.at(info, 'costlistcode', 'costListCode', 'settlementcode'));
  putTimes(draft, info);
  putType(draft, info);
  draft.text('/vehicle/vin', info.at('vin'));
  draft.text('/vehicle/plate', draft.at(info, 'vehicleplatenumber', 'vehiclePlateNumber'));
  putOdometer(draft, draft.at(info, 'repairmileage', 'repairMileage'), 'km');
  draft.text('/notes/concern', draft.at(info, 'faultdescription', 'faultDescription'));
  putItems(draft, root);
  const beside = root.at('huifang');
  for (const name of ['id', 'name', 'phone'])
    draft.put(`/customer/${name}`, missing(beside, 'customer', name));
  for (const name of ['id', 'name']) draft.put(`/advisor/${name}`, missing(beside, 'advisor', name));
  draft.accompany(beside);
  return draft.done();
};

/** Where something of ours is to stand; nothing does, as yet. */
function missing(beside: Place, ...names: readonly string[]): Place {
  return new Place(`${beside.pointer}/${names.join('/')}`, undefined);
}

function putTimes(draft: Draft, info: Place): void {
  const opened = draft.at(info, 'repairdate', 'repairDate');
  const settled = draft.at(info, 'settledate', 'settleDate');
  const openedAt = opened.isThere ? draft.instantAt(opened, '00:00:00') : undefined;
  draft.put('/repairOrder/openedAt', opened, openedAt);
  draft.assume(info.at('updatedAt'), 'not-ordered');
  if (!settled.isThere) {
    draft.put('/repairOrder/deliveredAt', settled, undefined);
    draft.put('/repairOrder/status', settled, 'open');
    draft.assume(settled, 'taken', { value: '"open"' });
    return;
  }
  // Noon, unless the vehicle came in later on the day of settlement.
  const settledAt = draft.instantAt(settled, '12:00:00');
  const sameDay = dayOnly(settled) && openedAt && settledAt && settledAt < openedAt;
  draft.put('/repairOrder/closedAt', settled, sameDay ? openedAt : settledAt);
  draft.put('/repairOrder/deliveredAt', settled, sameDay ? openedAt : settledAt);
  draft.put('/repairOrder/status', settled, 'delivered');
  draft.assume(settled, 'means', { found: phrases.settlement, value: phrases.delivery });
}

function dayOnly(place: Place): boolean {
  return !/[:时点]|\d{10}/.test(place.text() ?? '');
}

function putType(draft: Draft, info: Place): void {
  const type = draft.at(info, 'repairtype', 'repairType');
  draft.put('/repairOrder/type', type, type.text() ?? 'repair');
  if (!type.isThere) draft.assume(type, 'taken', { value: '"repair"' });
}

function putItems(draft: Draft, root: Place): void {
  const projects = draft.at(root, 'repairprojectlist', 'repairProjectList');
  const parts = draft.at(root, 'vehiclepartslist', 'vehiclePartsList');
  if (projects.isThere && !Array.isArray(projects.value)) draft.refuse(projects, 'must be an array');
  if (!projects.isThere) draft.refuse(projects, 'is missing');
  let count = 0;
  for (const project of projects.each()) {
    const item = `/items/${count}`;
    draft.text(`${item}/description`, draft.at(project, 'repairproject', 'repairProject'));
    draft.put(`${item}/outcome`, project, 'done');
    count += 1;
  }
  for (const part of parts.each()) {
    const item = `/items/${count}`;
    draft.text(`${item}/description`, draft.at(part, 'partsname', 'partsName', 'vehicleparts'));
    const code = draft.at(part, 'partscode', 'partsCode');
    if (code.isThere) draft.text(`${item}/code`, code);
    draft.put(`${item}/outcome`, part, 'done');
    count += 1;
  }
  if (parts.each().length > 0)
    draft.assume(parts, 'means', { found: phrases.eachPart, value: phrases.itemDone });
}
