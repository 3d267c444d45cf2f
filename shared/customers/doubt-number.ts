import { findCallback } from '../callbacks/callbacks.ts';
import type { Change } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { numberDoubts } from '../events/people.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import type { Customer } from './customer.ts';
import { customers } from './store.ts';

/**
 * Notes in the customer file what a finished callback tells of the customer's number: it leads to nobody, so that it is
 * corrected at the next visit; or it leads to them after all.
 */
export async function heedOutcome(
  event: AnyEvent,
  outcome: string,
  now: Instant,
  table: Table,
): Promise<void> {
  const handsetId = (await findCallback(table, event.aggregateId))?.state.handsetId;
  const { customerId } = event;
  if (!customerId || !handsetId) return;
  const told = { handsetId, because: numberDoubts.find((each) => each === outcome), at: event.happenedAt };
  await customers(table).change(
    customerId,
    following(event, now),
    (known) => known && doubtNumber(known, customerId, told),
  );
}

/** Notes in the customer file that a text told of a number that does not exist. */
export async function heedUndelivered(event: AnyEvent, handsetId: string, now: Instant, table: Table) {
  const { customerId } = event;
  if (!customerId) return;
  const told = { handsetId, because: 'not-in-service', at: event.happenedAt } as const;
  await customers(table).change(
    customerId,
    following(event, now),
    (known) => known && doubtNumber(known, customerId, told),
  );
}

/** What is told last of a number counts. Nothing where there is nothing to note, or something newer is noted. */
export function doubtNumber(
  known: Customer,
  customerId: string,
  told: { handsetId: string; because?: (typeof numberDoubts)[number] | undefined; at: Instant },
): Change<Customer> | undefined {
  const before = known.numberDoubt;
  if (before ? before.at >= told.at : !told.because) return undefined;
  const { handsetId, because, at } = told;
  const filed = { dealerId: known.dealerId, customerId };
  if (because) {
    return {
      state: { ...known, numberDoubt: { handsetId, because, at } },
      events: [{ name: 'customer.number-doubted', ...filed, facts: { handsetId, because } }],
    };
  }
  if (before?.handsetId !== handsetId) return undefined;
  return {
    state: { ...known, numberDoubt: undefined },
    events: [{ name: 'customer.number-confirmed', ...filed, facts: { handsetId } }],
  };
}

/** Why the number of a customer is to be corrected at the next visit, and since when; a newer number is not doubted. */
export function doubtOf({ handsetId, numberDoubt }: Pick<Customer, 'handsetId' | 'numberDoubt'>) {
  if (numberDoubt?.handsetId !== handsetId) return undefined;
  return { because: numberDoubt.because, since: numberDoubt.at };
}
