import { legalEntityOf } from '../dealers/dealer.ts';
import { findDealer } from '../dealers/dealers.ts';
import type { Table } from '../platform/table.ts';
import type { Customer } from './customer.ts';
import { findPersonal } from './customers.ts';
import type { RecordFacts } from './match.ts';
import { customers } from './store.ts';

/** A customer record with what speaks for or against its being another's. */
export interface CustomerRecord {
  readonly version: number;
  readonly customer: Customer;
  readonly facts: RecordFacts;
}

/** A record of a customer at a dealer; undefined if there is none. */
export async function findRecord(table: Table, customerId: string): Promise<CustomerRecord | undefined> {
  const found = await customers(table).load(customerId);
  if (!found) return undefined;
  const { version, state: customer } = found;
  const { dealerId, dmsId, kind, handsetId, handsetIds, vehicleIds, plateIds } = customer;
  const [personal, dealer] = await Promise.all([
    findPersonal(table, customerId),
    findDealer(table, dealerId),
  ]);
  const facts: RecordFacts = {
    customerId,
    dealerId,
    legalEntity: legalEntityOf(dealer ?? { id: dealerId }),
    dmsId,
    kind,
    name: personal?.name,
    handsetIds: [...new Set([...handsetIds, handsetId])],
    vehicleIds,
    plateIds,
  };
  return { version, customer, facts };
}
