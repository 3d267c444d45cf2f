import * as v from 'valibot';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { type Dealer, DealerSchema } from './dealer.ts';
import { dealers } from './store.ts';

const listing = 'dealers';
const listed = v.object({ dealer: DealerSchema });

/** Registers a dealer or replaces its settings; nothing happens when nothing differs. */
export async function registerDealer(table: Table, dealer: Dealer, occasion: Occasion): Promise<void> {
  await dealers(table).change(`dealer_${dealer.id}`, occasion, (current) =>
    current && JSON.stringify(current) === JSON.stringify(dealer)
      ? undefined
      : {
          state: dealer,
          events: [{ name: 'dealer.registered', dealerId: dealer.id, facts: {} }],
          attached: [{ pk: listing, sk: dealer.id, content: { dealer } }],
        },
  );
}

/** All dealers of the group, from a collection of their own. */
export async function listDealers(table: Table): Promise<Dealer[]> {
  return (await table.collection(listing)).map((item) => v.parse(listed, item).dealer);
}

/** A dealer by id, or undefined. */
export async function findDealer(table: Table, dealerId: string): Promise<Dealer | undefined> {
  const item = await table.get(listing, dealerId);
  return item && v.parse(listed, item).dealer;
}

/** A dealer by id. Throws a 404 problem when there is none. */
export async function getDealer(table: Table, dealerId: string): Promise<Dealer> {
  const dealer = await findDealer(table, dealerId);
  if (!dealer) throw notFound('dealer');
  return dealer;
}
