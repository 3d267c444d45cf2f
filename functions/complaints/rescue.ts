import * as v from 'valibot';
import { handUnasked } from '../../shared/complaints/hear.ts';
import { MessageUnconfirmed, MessageWithheld } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** The question whether a complaint is solved did not reach the customer: a person asks. */
export const handler = eventFunction(
  v.variant('name', [MessageWithheld, MessageUnconfirmed]),
  async (event, now) => {
    const { conversation, asks } = event.facts;
    if (conversation?.kind === 'complaint' && asks === 'yes-no')
      await handUnasked(event, conversation.id, now, table);
  },
);
