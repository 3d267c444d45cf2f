import * as v from 'valibot';
import { handUnreached } from '../../shared/complaints/hear.ts';
import { MessageUnconfirmed, MessageWithheld } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A text about a complaint did not reach the customer: a person calls instead. */
export const handler = eventFunction(
  v.variant('name', [MessageWithheld, MessageUnconfirmed]),
  async (event, now) => {
    const { conversation, asks } = event.facts;
    if (conversation?.kind !== 'complaint') return;
    await handUnreached(event, { complaintId: conversation.id, asks }, now, table);
  },
);
