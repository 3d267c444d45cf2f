import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import type { Occasion } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { type Contact, forgetPhone, masked, phoneAttachment, phoneItem } from './contact.ts';
import type { Person } from './person.ts';
import { contacts } from './store.ts';

/** How somebody is told, as it may be shown. */
export interface ShownContact {
  readonly phone?: string;
  readonly locale?: Contact['locale'];
}

type Contacts = ReturnType<typeof contacts>;

function contactId(staffId: string): string {
  return `contact_${staffId}`;
}

/** How somebody is told, or undefined where nobody ever recorded it. */
export async function findContact(table: Table, staffId: string): Promise<Contact | undefined> {
  return (await contacts(table).load(contactId(staffId)))?.state;
}

/** The number of a member of staff, E.164; undefined where none is recorded. */
export async function findStaffPhone(table: Table, staffId: string): Promise<string | undefined> {
  const item = await table.get(contactId(staffId), phoneAttachment(undefined).sk);
  return item && v.parse(phoneItem, item).phone;
}

/** How somebody is told, with the last digits of the phone only. */
export async function showContact(table: Table, staffId: string): Promise<ShownContact> {
  const contact = await findContact(table, staffId);
  const phone = contact?.handsetId ? await findStaffPhone(table, staffId) : undefined;
  return contact && phone ? { phone: masked(phone), locale: contact.locale } : {};
}

/** Forgets the phone of somebody, because they want to or have left. */
export async function forgetContact(table: Table, staffId: string, occasion: Occasion): Promise<void> {
  await contacts(table).change(contactId(staffId), occasion, forgetPhone);
}

/** Changes how somebody stands with being told. */
export async function changeContact(
  table: Table,
  staffId: string,
  occasion: Parameters<Contacts['change']>[1],
  decide: Parameters<Contacts['change']>[2],
): Promise<void> {
  await contacts(table).change(contactId(staffId), occasion, decide);
}

/** The dealer at which somebody is told: the first of theirs. */
export function isTellingAt(person: Pick<Person, 'dealerIds'>, dealer: Pick<Dealer, 'id'>): boolean {
  return person.dealerIds[0] === dealer.id;
}
