import * as v from 'valibot';
import { AnyEventSchema } from '../../shared/events/envelope.ts';
import { TextRequestSchema } from '../../shared/events/text-request.ts';
import { sendText } from '../../shared/messages/send.ts';
import { connectSender } from '../../shared/messages/senders/connect.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { connectPages } from '../../shared/surveys/page/connect.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const deps = { table: connectTable(), sender: await connectSender(), pages: connectPages() };

const heard = v.object({
  ...AnyEventSchema.entries,
  text: TextRequestSchema,
  facts: v.looseObject({ askedBy: v.optional(v.string()) }),
});

/** An event asks for a text to a customer: it is sent, held back or withheld, once. */
export const handler = eventFunction(heard, async (event, now) => {
  // A released text belongs to the event that asked for it first.
  const reached = await sendText({ event, askedBy: event.facts.askedBy ?? event.id }, now, deps);
  if (reached) count('TextBudgetReached');
});
