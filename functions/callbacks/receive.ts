import { callForWords } from '../../shared/callbacks/follow-message.ts';
import { MessageReceived } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A customer wrote what no open question asked for, or more than an opt-out: somebody calls back. */
export const handler = eventFunction(MessageReceived, (event, now) =>
  callForWords(event, event.facts, now, table),
);
