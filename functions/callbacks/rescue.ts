import * as v from 'valibot';
import { handToPerson } from '../../shared/callbacks/follow-survey.ts';
import { MessageUnconfirmed, MessageWithheld } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { findSurvey } from '../../shared/surveys/surveys.ts';

const table = connectTable();
const heard = v.variant('name', [MessageWithheld, MessageUnconfirmed]);

/** The question of a survey did not reach the customer: a person calls instead. */
export const handler = eventFunction(heard, async (event, now) => {
  const surveyId = event.facts.conversation?.id;
  const survey = surveyId && event.facts.asks ? await findSurvey(table, surveyId) : undefined;
  if (!survey || survey.status === 'answered') return;
  const isOptedOut = event.name === 'message.withheld' && event.facts.reason === 'opted-out';
  const reason = isOptedOut ? 'opted-out' : 'not-sent';
  await handToPerson(event, { callbackId: survey.callbackId, reason }, now, table);
});
