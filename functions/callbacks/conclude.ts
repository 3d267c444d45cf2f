import * as v from 'valibot';
import { closeAnswered, handToPerson } from '../../shared/callbacks/follow-survey.ts';
import { SurveyAnswered, SurveySilent, SurveyUnclear } from '../../shared/events/surveys.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [SurveyAnswered, SurveySilent, SurveyUnclear]);

/** A survey was answered, or stayed without a clear answer: the callback closes, or a person calls. */
export const handler = eventFunction(heard, async (event, now) => {
  const { callbackId } = event.facts;
  if (event.name === 'survey.answered') return closeAnswered(event, callbackId, now, table);
  if (event.name === 'survey.silent')
    return handToPerson(event, { callbackId, reason: 'silent' }, now, table);
  return handToPerson(event, { callbackId, reason: 'unclear', words: event.facts.words }, now, table);
});
