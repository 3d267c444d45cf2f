import { heedOutcome } from '../../shared/customers/doubt-number.ts';
import { CallbackClosed } from '../../shared/events/callbacks.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A callback ended: the number that was called leads to the customer, or to nobody. */
export const handler = eventFunction(CallbackClosed, (event, now) =>
  heedOutcome(event, event.facts.outcome, now, table),
);
