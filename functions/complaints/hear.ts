import { hearCustomer } from '../../shared/complaints/hear.ts';
import { MessageReceived } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A customer wrote about their complaint. */
export const handler = eventFunction(MessageReceived, async (event, now) => {
  const { conversation, words, asks, ambiguous } = event.facts;
  if (conversation?.kind !== 'complaint') return;
  await hearCustomer(event, { complaintId: conversation.id, words, asks, ambiguous }, now, table);
});
