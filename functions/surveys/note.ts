import { CallbackAttempted } from '../../shared/events/callbacks.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { noteAnswer } from '../../shared/surveys/answer-by-phone.ts';

const table = connectTable();

/** A customer answered the survey to a caller. */
export const handler = eventFunction(CallbackAttempted, async (event, now) => {
  const { score, words } = event.facts;
  if (score !== undefined && words) await noteAnswer(event, { score, words }, now, table);
});
