import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import { byStaff } from '../events/occasion.ts';
import { qualityTraits } from '../events/people.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import type { Customer } from './customer.ts';
import { customers } from './store.ts';

/** Which traits of a quality customer (R57) somebody sees in one; none takes the mark away. */
export const QualityBodySchema = v.object({
  traits: v.pipe(
    v.array(v.picklist(qualityTraits)),
    v.maxLength(qualityTraits.length),
    v.transform((given) => qualityTraits.filter((trait) => given.includes(trait))),
  ),
});
export type QualityBody = v.InferOutput<typeof QualityBodySchema>;

/** The mark as it is noted, or taken away without traits; nothing if the same traits were noted before. */
export function markQuality(
  known: Customer,
  customerId: string,
  { traits, by, at }: NonNullable<Customer['quality']>,
): Change<Customer> | undefined {
  if (JSON.stringify(known.quality?.traits ?? []) === JSON.stringify(traits)) return undefined;
  return {
    state: { ...known, quality: traits.length > 0 ? { traits, by, at } : undefined },
    events: [{ name: 'customer.quality-marked', dealerId: known.dealerId, customerId, facts: { traits } }],
  };
}

/**
 * Staff find a quality customer, or see that one is none any more (R57, R58). It says nothing of importance (R60), which
 * follows from what went wrong. Throws a 404 problem for a customer of another dealer.
 */
export async function markAsQuality(
  customerId: string,
  { traits }: QualityBody,
  request: { id: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; quality?: Customer['quality'] }> {
  const { id, by, now } = request;
  const changed = await customers(table).change(customerId, byStaff(by.id, id, now, now), (known) => {
    if (!known) throw notFound('customer');
    mustServe(by, known.dealerId, 'customer');
    return markQuality(known, customerId, { traits: [...traits], by: by.id, at: now });
  });
  const quality = changed.state?.quality;
  return { id: customerId, ...(quality && { quality }) };
}
