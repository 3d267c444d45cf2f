import type { Table } from '../platform/table.ts';
import { surveyIdOf, surveys } from './store.ts';
import type { Survey } from './survey.ts';

/** A survey by id, or undefined. */
export async function findSurvey(table: Table, surveyId: string): Promise<Survey | undefined> {
  return (await surveys(table).load(surveyId))?.state;
}

/** The id of the survey by which a callback's customer is asked. */
export function surveyOf(callbackId: string): string {
  return surveyIdOf(callbackId);
}
