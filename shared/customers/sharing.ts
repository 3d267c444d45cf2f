import { legalEntityOf } from '../dealers/dealer.ts';
import { findDealer } from '../dealers/dealers.ts';
import type { Table } from '../platform/table.ts';
import { findCustomer } from './customers.ts';

/** Whether a store may see what another knows of a customer: by its company, or by the customer's recorded consent. */
export function maySee(
  readerEntity: string,
  holder: { readonly legalEntity: string; readonly sharing?: { readonly allowed: boolean } },
): boolean {
  return holder.legalEntity === readerEntity || holder.sharing?.allowed === true;
}

/** The company for which somebody reads who works at a dealer. */
export async function entityOfDealer(table: Table, dealerId: string): Promise<string> {
  return legalEntityOf((await findDealer(table, dealerId)) ?? { id: dealerId });
}

/** Whether a store of a company may see what another company's store knows of one of its customers. */
export async function maySeeCustomer(
  table: Table,
  readerEntity: string,
  holder: { readonly legalEntity: string; readonly customerId: string },
): Promise<boolean> {
  if (holder.legalEntity === readerEntity) return true;
  const sharing = (await findCustomer(table, holder.customerId))?.sharing;
  return maySee(readerEntity, { legalEntity: holder.legalEntity, sharing });
}
