import { phrases } from './assumption.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

const roles = [
  'PRIMARY_CUSTOMER',
  'CUSTOMER',
  'SERVICE_CONSUMER',
  'PRIMARY_DRIVER',
  'DRIVER',
  'PRIMARY_OWNER',
  'OWNER',
];
const phones = ['CELL', 'SMS', 'PHONE', 'VOICE'];

/**
 * The customer of a STAR order. The schema has none at the order itself: customers stand at its operations, parties at
 * its lines; some systems write `customer` or `customers` at the order.
 */
export function putStarCustomer(draft: Draft, order: Place): void {
  const customer = customerOf(order);
  const parties = customer.at('party_references').each();
  const party = parties[0] ?? customer.at('party_reference');
  const source = party.isThere ? party : customer;
  const ids = [
    customer.at('customer_id'),
    customer.at('customer_key'),
    source.at('party_key'),
    source.at('party_reference_id'),
    source.at('account_number'),
  ];
  const id = ids.find((each) => each.isThere) ?? customer.at('customer_id');
  draft.put('/customer/id', id, id.text());
  putName(draft, source);
  putPhone(draft, source);
  const language = customer.at('preferred_language_code');
  if (language.isThere) draft.text('/customer/language', language);
  const isOrganisation = source.at('org_indicator');
  if (typeof isOrganisation.value === 'boolean')
    draft.put('/customer/kind', isOrganisation, isOrganisation.value ? 'enterprise' : 'individual');
}

function customerOf(order: Place): Place {
  const lines = order.at('repair_order_line_items').each();
  const operations = order.at('labor_operations').each();
  const named = [order, ...operations].flatMap((place) => [
    ...place.at('customers').each(),
    ...place.at('customer').each(),
  ]);
  const participants = [order, ...lines].flatMap((place) => place.at('repair_party_participants').each());
  const ranked = roles.flatMap((role) => participants.filter((each) => rolesOf(each).includes(role)));
  return named[0] ?? ranked[0] ?? order.at('customers').at(0);
}

function rolesOf(participant: Place): (string | undefined)[] {
  const types = participant.at('participant_role_types');
  return Array.isArray(types.value) ? types.each().map((role) => role.code()) : [types.code()];
}

function putName(draft: Draft, party: Place): void {
  const name = party.at('individual_name');
  const parts = ['given_name', 'middle_name', 'family_name'].map((part) => name.at(part).text());
  const joined = parts.filter((part) => part !== undefined).join(' ');
  const whole = [name.at('full_name'), party.at('party_name'), party.at('name'), party.at('full_name')];
  const found = whole.find((each) => each.isThere);
  if (found || !joined) draft.text('/customer/name', found ?? name.at('full_name'));
  else draft.put('/customer/name', name, joined);
}

/** The preferred phone, else a mobile one before any other. */
function putPhone(draft: Draft, party: Place): void {
  const rank = (each: Place) => phones.indexOf(each.at('communication_channel_type').code() ?? 'PHONE');
  const channels = party.at('communication_channels');
  const numbers = channels.each().filter((each) => rank(each) >= 0 && each.at('value').isThere);
  const preferred = numbers.find((each) => each.at('preferred_indicator').value === true);
  const best = preferred ?? [...numbers].sort((a, b) => rank(a) - rank(b))[0];
  if (best && !preferred && numbers.length > 1)
    draft.assume(best, 'means', { found: phrases.thisChannel, value: phrases.customersPhone });
  const written = draft.at(party, 'phone', 'phone_number', 'telephone');
  if (best) draft.text('/customer/phone', best.at('value'));
  else draft.text('/customer/phone', written.isThere ? written : channels.at(0).at('value'));
}
