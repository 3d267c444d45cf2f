import * as v from 'valibot';
import { callForWords } from '../../shared/callbacks/follow-message.ts';
import { SurveyAnswered, SurveyRemarked } from '../../shared/events/surveys.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { findSurvey } from '../../shared/surveys/surveys.ts';

const table = connectTable();

/** A contented customer wrote more than a score: somebody reads it and calls back (R14). */
export const handler = eventFunction(
  v.variant('name', [SurveyAnswered, SurveyRemarked]),
  async (event, now) => {
    const survey = await findSurvey(table, event.aggregateId);
    if (!survey) throw new Error(`the survey of ${event.id} is not there`);
    await callForWords(event, { words: event.facts.words, handsetId: survey.handsetId }, now, table);
  },
);
