import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { type Questionnaire, QuestionnaireSchema } from './questionnaire/questionnaire.ts';
import { type Survey, SurveySchema } from './state.ts';

/** The job under which unanswered surveys are due. */
export const surveysJob = 'surveys';

/** Surveys in the table; for this room only. */
export function surveys(table: Table): Aggregates<Survey> {
  return new Aggregates<Survey>(table, {
    v: 1,
    schema: SurveySchema,
    due: ({ status, dealerId, silentAt }) =>
      status === 'asked' || status === 'repeated' ? { dealerId, job: surveysJob, at: silentAt } : undefined,
  });
}

/** The id of the survey that a callback makes. */
export function surveyIdOf(callbackId: string): string {
  return idOf('survey', callbackId);
}

/** The questionnaires of dealers' own; for this room only. */
export function questionnaires(table: Table): Aggregates<Questionnaire> {
  return new Aggregates<Questionnaire>(table, { v: 1, schema: QuestionnaireSchema });
}
