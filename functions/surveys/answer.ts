import { MessageReceived } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { takeReply } from '../../shared/surveys/take-reply.ts';

const table = connectTable();

/** A customer replied to a survey. */
export const handler = eventFunction(MessageReceived, async (event, now) => {
  const { conversation, words, question, keyword } = event.facts;
  if (conversation?.kind !== 'survey') return;
  await takeReply(
    event,
    { surveyId: conversation.id, words, question, leaves: keyword === 'opt-out' },
    now,
    table,
  );
});
