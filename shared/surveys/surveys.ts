import type { Table } from '../platform/table.ts';
import { surveys } from './store.ts';
import type { Survey } from './survey.ts';

/** A survey by id, or undefined. */
export async function findSurvey(table: Table, surveyId: string): Promise<Survey | undefined> {
  return (await surveys(table).load(surveyId))?.state;
}
