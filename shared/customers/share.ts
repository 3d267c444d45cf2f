import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import { byStaff } from '../events/occasion.ts';
import { sharingWays } from '../events/people.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import type { Customer } from './customer.ts';
import { findCustomer } from './customers.ts';
import { customers } from './store.ts';

/** What a customer said about other companies of the group seeing their visits and words at this store, and how. */
export const SharingBodySchema = v.object({ allowed: v.boolean(), how: v.picklist(sharingWays) });
export type SharingBody = v.InferOutput<typeof SharingBodySchema>;
type Sharing = NonNullable<Customer['sharing']>;

/** The customer's word as it is noted; nothing if it was noted so before. */
export function recordSharing(
  known: Customer,
  customerId: string,
  sharing: Sharing,
): Change<Customer> | undefined {
  const { allowed, how } = sharing;
  if (known.sharing?.allowed === allowed && known.sharing.how === how) return undefined;
  return {
    state: { ...known, sharing },
    events: [
      {
        name: 'customer.sharing-recorded',
        dealerId: known.dealerId,
        customerId,
        facts: { allowed, how },
      },
    ],
  };
}

/**
 * Notes at the store that holds the visits whether other companies may see them: only its own staff can, so that nobody
 * helps himself to another's. Throws a 404 problem for a customer of another dealer.
 */
export async function shareCustomer(
  customerId: string,
  { allowed, how }: SharingBody,
  request: { id: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; sharing: Sharing }> {
  const { id, by, now } = request;
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const sharing = { allowed, how, by: by.id, at: now };
  const changed = await customers(table).change(
    customerId,
    byStaff(by.id, id, now, now),
    (known) => known && recordSharing(known, customerId, sharing),
  );
  return { id: customerId, sharing: changed.state?.sharing ?? sharing };
}
