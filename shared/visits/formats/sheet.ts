import { itemPriorities } from '../body.ts';
import { Draft } from './draft.ts';
import type { Format } from './format.ts';
import { writtenTime } from './local-time.ts';
import { Place } from './place.ts';

/** At which time of a day something was, where only the day is told: in before out. */
const hours = {
  openedAt: '08:00:00',
  promisedAt: '17:00:00',
  closedAt: '17:00:00',
  deliveredAt: '18:00:00',
  updatedAt: '18:00:00',
} as const;

/** The words that people write into a column, and what they mean. */
const words = {
  status: {
    open: ['open', 'opened', '在修', '维修中', '未交车', '进厂'],
    closed: ['closed', 'completed', '完工', '已完工', '竣工', '已结算'],
    delivered: ['delivered', '交车', '已交车', '出厂', '已出厂'],
    void: ['void', 'voided', 'cancelled', 'canceled', '作废', '已作废', '取消', '已取消'],
  },
  outcome: {
    done: ['done', 'completed', 'yes', '完成', '已完成', '已做', '是'],
    deferred: ['deferred', 'postponed', 'later', '推迟', '暂缓', '延后', '下次', '未做'],
    declined: ['declined', 'refused', 'rejected', 'no', '拒绝', '客户拒绝', '放弃', '否'],
  },
  method: {
    text: ['text', 'sms', '短信'],
    call: ['call', 'phone', '电话'],
    none: ['none', 'no', '不回访', '无'],
  },
  kind: {
    individual: ['individual', 'private', 'person', '个人', '私人', '私家车'],
    enterprise: ['enterprise', 'company', 'business', '企业', '公司', '单位'],
    government: ['government', '政府', '机关'],
  },
  language: { 'zh-CN': ['中文', '汉语', 'chinese'], 'en-US': ['英文', '英语', 'english'] },
  consent: {
    true: ['true', 'yes', 'y', '1', '是', '同意'],
    false: ['false', 'no', 'n', '0', '否', '不同意'],
  },
} as const;

/**
 * Our own format as tables hold it: times without offset in the dealer's zone, amounts as they are printed, numbers as
 * text, and states in Chinese or English words. What has no offset, and all that was read so, is told as assumed.
 */
export const sheet: Format = (input, context) => {
  const root = new Place('', input);
  const draft = new Draft(context);
  putOrder(draft, root.at('repairOrder'));
  putVehicle(draft, root.at('vehicle'));
  const customer = root.at('customer');
  texts(draft, customer, 'name', 'phone');
  draft.text('/customer/id', customer.at('id'));
  optional(draft, customer.at('language'), words.language);
  optional(draft, customer.at('kind'), words.kind);
  putContact(draft, root.at('contact'));
  putPeople(draft, root);
  putItems(draft, root.at('items'));
  const totals = root.at('totals');
  for (const name of ['estimated', 'actual']) if (totals.at(name).isThere) amount(draft, totals.at(name));
  if (totals.at('currency').isThere) texts(draft, totals, 'currency');
  for (const [, note] of root.at('notes').members()) if (note.isThere) draft.text(note.pointer, note);
  return draft.done();
};

function putOrder(draft: Draft, order: Place): void {
  draft.text('/repairOrder/number', order.at('number'));
  const type = order.at('type');
  if (!type.isThere) draft.assume(type, 'taken', { value: '"repair"' });
  draft.put('/repairOrder/type', type, type.text() ?? 'repair');
  optional(draft, order.at('status'), words.status);
  // A row without a delivery is an order that has not got so far.
  if (!order.at('status').isThere && !order.at('deliveredAt').isThere) {
    const value = order.at('closedAt').isThere ? 'closed' : 'open';
    draft.put('/repairOrder/status', order.at('status'), value);
    draft.assume(order.at('status'), 'taken', { value: `status "${value}"` });
  }
  for (const [name, ofDay] of Object.entries(hours)) {
    const place = order.at(name);
    if (place.isThere || name === 'openedAt') draft.time(place.pointer, place, ofDay);
  }
  const [opened, delivered] = [order.at('openedAt'), order.at('deliveredAt')];
  const into = writtenTime(opened.text() ?? '');
  const out = writtenTime(delivered.text() ?? '');
  if (!into?.time || !out || out.time !== undefined || into.day !== out.day) return;
  // Of a day alone nobody knows when: not before the vehicle came in on it.
  if (into.time > hours.deliveredAt)
    draft.put(delivered.pointer, delivered, draft.instantAt(opened, hours.openedAt));
}

function putVehicle(draft: Draft, vehicle: Place): void {
  draft.text('/vehicle/vin', vehicle.at('vin'));
  for (const name of ['plate', 'make', 'model']) if (vehicle.at(name).isThere) texts(draft, vehicle, name);
  for (const name of ['modelYear', 'odometerKm']) {
    const place = vehicle.at(name);
    // `48,210 km` and `2023款` are read as their numbers.
    const digits =
      typeof place.value === 'string' ? /^\s*([\d,.]+)\s*(?:km|公里|款|年)?\s*$/i.exec(place.value) : null;
    if (digits) draft.number(place.pointer, new Place(place.pointer, digits[1]));
    else if (place.isThere) draft.number(place.pointer, place);
  }
  const sold = vehicle.at('soldAt');
  if (sold.isThere) draft.time(sold.pointer, sold, '12:00:00');
}

function putContact(draft: Draft, contact: Place): void {
  optional(draft, contact.at('method'), words.method);
  for (const name of ['from', 'until']) {
    const place = contact.at('time').at(name);
    if (place.isThere) draft.time(place.pointer, place, name === 'from' ? '09:00:00' : '18:00:00');
  }
  for (const [, consent] of contact.at('consent').members()) {
    if (!consent.isThere) continue;
    if (typeof consent.value === 'boolean') draft.put(consent.pointer, consent);
    else word(draft, consent, words.consent, (read) => read === 'true');
  }
}

function putPeople(draft: Draft, root: Place): void {
  const advisor = root.at('advisor');
  person(draft, advisor);
  if (advisor.at('team').isThere) texts(draft, advisor, 'team');
  for (const technician of root.at('technicians').each()) person(draft, technician);
}

/** Whoever is only named is told apart by the name, where the system gives its people no ids. */
function person(draft: Draft, place: Place): void {
  const [id, name] = [place.at('id'), place.at('name')];
  if (!id.isThere && name.isThere) draft.assume(id, 'taken-from', { place: name.pointer });
  if (!name.isThere && id.isThere) draft.assume(name, 'taken-from', { place: id.pointer });
  draft.put(id.pointer, id, (id.isThere ? id : name).text());
  draft.put(name.pointer, name, (name.isThere ? name : id).text());
}

function putItems(draft: Draft, items: Place): void {
  for (const item of items.each()) {
    draft.text(item.at('description').pointer, item.at('description'));
    const outcome = item.at('outcome');
    if (outcome.isThere) optional(draft, outcome, words.outcome);
    else {
      draft.put(outcome.pointer, outcome, 'done');
      draft.assume(outcome, 'taken', { value: '"done"' });
    }
    for (const name of ['code', 'system', 'reason']) if (item.at(name).isThere) texts(draft, item, name);
    if (item.at('amount').isThere) amount(draft, item.at('amount'));
    const priority = item.at('priority');
    if (priority.isThere)
      word(draft, priority, Object.fromEntries(itemPriorities.map((each) => [each, [each]])));
  }
}

function texts(draft: Draft, place: Place, ...names: readonly string[]): void {
  for (const name of names) draft.text(`${place.pointer}/${name}`, place.at(name));
}

function amount(draft: Draft, place: Place): void {
  draft.amount(place.pointer, place);
}

type Words = Readonly<Record<string, readonly string[]>>;

function optional(draft: Draft, place: Place, known: Words): void {
  if (place.isThere) word(draft, place, known);
}

/** Puts what a word means; one that nobody knows is refused with those that are known. */
function word(
  draft: Draft,
  place: Place,
  known: Words,
  valueOf: (read: string) => unknown = (read) => read,
): void {
  const text = place.text()?.normalize('NFKC').toLowerCase() ?? '';
  const read = Object.keys(known).find((each) => each.toLowerCase() === text || known[each]?.includes(text));
  if (read !== undefined) draft.put(place.pointer, place, valueOf(read));
  else draft.refuse(place, `must be one of ${Object.values(known).flat().join(', ')}`);
}
