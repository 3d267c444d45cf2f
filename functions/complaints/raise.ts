import * as v from 'valibot';
import { raiseFromSurvey } from '../../shared/complaints/raise.ts';
import { SurveyAnswered, SurveyRemarked } from '../../shared/events/surveys.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A dissatisfied customer answered or wrote on: a complaint is opened in their words. */
export const handler = eventFunction(v.variant('name', [SurveyAnswered, SurveyRemarked]), (event, now) =>
  raiseFromSurvey(event, event.facts.words, now, table),
);
