import type { TextRequest } from '../events/text-request.ts';
import type { Table } from '../platform/table.ts';
import { findQuestion } from './questionnaire/kept.ts';
import { spelt } from './questionnaire/question.ts';
import type { Survey } from './state.ts';
import { surveyIdOf, surveys } from './store.ts';

/** A survey by id, or undefined. */
export async function findSurvey(table: Table, surveyId: string): Promise<Survey | undefined> {
  return (await surveys(table).load(surveyId))?.state;
}

/** The id of the survey by which a callback's customer is asked. */
export function surveyOf(callbackId: string): string {
  return surveyIdOf(callbackId);
}

/** Whether a question of a survey, the overall one unless it is named, still waits for its answer. */
export async function isQuestionOpen(table: Table, surveyId: string, question?: string): Promise<boolean> {
  const survey = await findSurvey(table, surveyId);
  return question === undefined ? survey?.score === undefined : survey?.pending === question;
}

/** How a text words the question that it puts; nothing where it puts none of a questionnaire. */
export async function questionSpelt(
  table: Table,
  { conversation, question, locale }: Pick<TextRequest, 'conversation' | 'question' | 'locale'>,
): Promise<string | undefined> {
  const survey = conversation && question ? await findSurvey(table, conversation.id) : undefined;
  if (!survey?.questionnaire || !question) return undefined;
  return spelt(await findQuestion(table, survey.dealerId, survey.questionnaire, question), locale);
}
