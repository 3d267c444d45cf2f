import * as v from 'valibot';
import type { NewEvent } from '../events/aggregate.ts';
import type { Attachment } from '../events/attachment.ts';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustMatch } from '../platform/version.ts';
import { type Dealer, DealerSchema } from './dealer.ts';
import { dealers } from './store.ts';

const listing = 'dealers';
const listed = v.object({ dealer: DealerSchema });

/** A dealer and the version of its settings, which counts their changes. */
export interface VersionedDealer {
  readonly version: number;
  readonly dealer: Dealer;
}

/** What belongs to a change beside the dealer itself: the version that is wanted, what it is called, what is kept with it. */
interface Beside {
  readonly expected?: number | undefined;
  readonly event?: (dealer: Dealer) => NewEvent;
  readonly attached?: (dealer: Dealer) => readonly Attachment[];
}

/** Registers a dealer or replaces its settings; nothing happens when nothing differs. */
export async function registerDealer(table: Table, dealer: Dealer, occasion: Occasion): Promise<void> {
  await changeDealer(table, dealer.id, occasion, () => dealer);
}

/**
 * Makes of a dealer what `decide` says; nothing happens when nothing differs. Throws a 412 problem where the version is
 * not the expected one.
 */
export async function changeDealer(
  table: Table,
  dealerId: string,
  occasion: Occasion,
  decide: (current: Dealer | undefined) => Dealer,
  { expected, event, attached }: Beside = {},
): Promise<VersionedDealer> {
  const changed = await dealers(table).change(
    `dealer_${dealerId}`,
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return occasion;
    },
    (current) => {
      const dealer = decide(current);
      if (current && JSON.stringify(current) === JSON.stringify(dealer)) return undefined;
      return {
        state: dealer,
        events: [event?.(dealer) ?? { name: 'dealer.registered', dealerId, facts: {} }],
        attached: [{ pk: listing, sk: dealerId, content: { dealer } }, ...(attached?.(dealer) ?? [])],
      };
    },
  );
  if (!changed.state) throw new Error(`${dealerId} was changed, but is not there`);
  return { version: changed.version, dealer: changed.state };
}

/** A dealer by id with its version. Throws a 404 problem when there is none. */
export async function loadDealer(table: Table, dealerId: string): Promise<VersionedDealer> {
  const loaded = await dealers(table).load(`dealer_${dealerId}`);
  if (!loaded) throw notFound('dealer');
  return { version: loaded.version, dealer: loaded.state };
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
