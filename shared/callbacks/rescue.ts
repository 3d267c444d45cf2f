import type * as v from 'valibot';
import type { MessageUnconfirmed, MessageWithheld } from '../events/messages.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findSurvey } from '../surveys/surveys.ts';
import { handToPerson } from './follow-survey.ts';

type Unasked = v.InferOutput<typeof MessageWithheld | typeof MessageUnconfirmed>;

/**
 * The question of a survey did not reach the customer, or perhaps not: a person calls instead. Nobody calls for a question
 * that was put again since, as that is only done for whoever replied to it.
 */
export async function rescueSurvey(event: Unasked, now: Instant, table: Table): Promise<void> {
  const { conversation, asks, template } = event.facts;
  const survey = conversation && asks ? await findSurvey(table, conversation.id) : undefined;
  if (!survey || survey.status === 'answered') return;
  if (survey.repeats > 0 && template !== 'survey.repeat') return;
  const isOptedOut = event.name === 'message.withheld' && event.facts.reason === 'opted-out';
  const reason = isOptedOut ? 'opted-out' : 'not-sent';
  await handToPerson(event, { callbackId: survey.callbackId, reason }, now, table);
}
