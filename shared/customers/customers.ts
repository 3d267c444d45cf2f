import * as v from 'valibot';
import type { Page, Table } from '../platform/table.ts';
import { type Customer, linkPrefix, type Personal, PersonalSchema } from './customer.ts';
import { customers } from './store.ts';

/** A customer's file without personal data, or undefined. */
export async function findCustomer(table: Table, customerId: string): Promise<Customer | undefined> {
  return (await customers(table).load(customerId))?.state;
}

/** A customer's name and number; undefined if there is no such customer, or they were erased. */
export async function findPersonal(table: Table, customerId: string): Promise<Personal | undefined> {
  const item = await table.get(customerId, 'PERSONAL');
  return item && v.parse(v.object({ personal: PersonalSchema }), item).personal;
}

/** A page of a customer's timeline, newest first. */
export function timelineOf(table: Table, customerId: string, limit: number, cursor?: string): Promise<Page> {
  return table.page({ index: 'timeline', key: customerId, newestFirst: true }, limit, cursor);
}

const link = v.object({ customerId: v.string(), dealerId: v.string() });

/** The customers of a dealer whose number a handset has now, in the order of their ids. */
export async function customersOfHandset(
  table: Table,
  handsetId: string,
  dealerId: string,
): Promise<string[]> {
  const links = await everybodyWithHandset(table, handsetId);
  const there = links.filter((each) => each.dealerId === dealerId).map((each) => each.customerId);
  const customers = await Promise.all(there.map((id) => findCustomer(table, id)));
  return there.filter((_, index) => customers[index]?.handsetId === handsetId);
}

/** The customers of any dealer who ever had a handset's number. */
export async function everybodyWithHandset(
  table: Table,
  handsetId: string,
): Promise<{ customerId: string; dealerId: string }[]> {
  return everybodyAt(table, handsetId);
}

/** The customers of any dealer who ever came with a phone, a vehicle or a plate. */
export async function everybodyAt(
  table: Table,
  id: string,
): Promise<{ customerId: string; dealerId: string }[]> {
  return (await table.collection(id, linkPrefix)).map((item) => v.parse(link, item));
}
