import * as v from 'valibot';
import { heedOutcome, heedUndelivered } from '../../shared/customers/doubt-number.ts';
import { CallbackClosed } from '../../shared/events/callbacks.ts';
import { MessageUndelivered } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A callback ended, or a text did not arrive: the number leads to the customer, or to nobody. */
export const handler = eventFunction(v.variant('name', [CallbackClosed, MessageUndelivered]), (event, now) =>
  event.name === 'callback.closed'
    ? heedOutcome(event, event.facts.outcome, now, table)
    : heedUndelivered(event, event.facts.handsetId, now, table),
);
