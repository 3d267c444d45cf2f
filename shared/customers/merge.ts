import * as v from 'valibot';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { shortText } from '../platform/formats.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person, Role } from '../staff/person.ts';
import type { Customer } from './customer.ts';
import { findCustomer } from './customers.ts';
import { decide } from './link.ts';
import { entityOfDealer, maySeeCustomer } from './sharing.ts';
import { linkBetween, links } from './store.ts';

/** Which other record is, or is not, the same customer's, and why staff say so. */
export const MergeBodySchema = v.object({ customerId: shortText(64), reason: shortText(1000) });
export type MergeBody = v.InferOutput<typeof MergeBodySchema>;

/** Customer care and above: who merges two people hands one the other's history. */
export const mayMerge: readonly Role[] = ['customer-care-lead', 'service-director', 'general-manager'];

/**
 * Staff say that two records are one customer's (`merged`) or are not (`apart`). Nothing of either record is changed, so
 * the opposite decision restores what was before. Deciding the same again changes nothing, nor does a request that comes
 * again after the opposite was decided: what stands is answered. Throws problems: 403 for other
 * roles, 404 for a record that is not theirs to see.
 */
export async function decideLink(
  customerId: string,
  { customerId: otherId, reason }: MergeBody,
  kind: 'merged' | 'apart',
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ customerIds: string[]; decision: 'merged' | 'apart' }> {
  const { key, by, now } = request;
  mustBe(by, mayMerge, kind === 'merged' ? 'merge customers' : 'un-merge customers');
  const customer = await mustSee(table, by, customerId);
  if (otherId === customerId) throw notFound('customer');
  await mustSeeOther(table, by, customer, otherId);
  const { linkId, customerIds } = linkBetween(customerId, otherId);
  const { ref, attachment } = keepWords(linkId, `${kind}-${key}`, {
    text: reason,
    at: now,
    by: by.id,
  });
  const decision = { kind, by: by.id, at: now, reason: ref };
  const filed = { dealerId: customer.dealerId, customerId, words: attachment, request: key };
  const changed = await links(table).change(linkId, byStaff(by.id, request.id, now, now), (known) =>
    decide(known, customerIds, decision, filed),
  );
  return { customerIds, decision: changed.state?.decision?.kind ?? kind };
}

async function mustSee(table: Table, by: Person, customerId: string): Promise<Customer> {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  return customer;
}

/** The other record may be at a store of the same company, or shared by consent; else there is none. */
async function mustSeeOther(table: Table, by: Person, mine: Customer, otherId: string): Promise<void> {
  const other = await findCustomer(table, otherId);
  if (!other) throw notFound('customer');
  if (by.dealerIds.includes(other.dealerId)) return;
  const [mineAt, theirsAt] = [mine, other].map(({ dealerId }) => entityOfDealer(table, dealerId));
  const holder = { legalEntity: (await theirsAt) ?? '', customerId: otherId };
  if (!(await maySeeCustomer(table, (await mineAt) ?? '', holder))) throw notFound('customer');
}
