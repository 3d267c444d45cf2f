import * as v from 'valibot';
import { idOf } from '../../platform/ids.ts';
import type { Table } from '../../platform/table.ts';
import { questionnaires } from '../store.ts';
import { defaultName, defaultQuestions } from './default.ts';
import type { Question } from './question.ts';
import { nameOf, versionKey, versionPrefix, type Written, WrittenSchema } from './questionnaire.ts';

const item = v.object({ written: WrittenSchema });

/** The id of a dealer's own questionnaire. */
export function questionnaireIdOf(dealerId: string): string {
  return idOf('questionnaire', dealerId);
}

/** What a dealer asks at present, by its name: its own questionnaire, or the one that every dealer begins with. */
export async function currentQuestionnaire(
  table: Table,
  dealerId: string,
): Promise<{ name: string; questions: readonly Question[] }> {
  const own = (await questionnaires(table).load(questionnaireIdOf(dealerId)))?.state;
  return own
    ? { name: nameOf(own.version), questions: own.questions }
    : { name: defaultName, questions: defaultQuestions };
}

/** The questions of a questionnaire by its name. Throws where there is none of that name. */
export async function questionsOf(
  table: Table,
  dealerId: string,
  name: string,
): Promise<readonly Question[]> {
  if (name === defaultName) return defaultQuestions;
  const version = Number(/^dealer-(\d+)$/.exec(name)?.[1]);
  const found = await table.get(questionnaireIdOf(dealerId), versionKey(version));
  if (!found) throw new Error(`${dealerId} has no questionnaire ${name}`);
  return v.parse(item, found).written.questions;
}

/** A question of a questionnaire. Throws where there is none of that id. */
export async function findQuestion(
  table: Table,
  dealerId: string,
  name: string,
  id: string,
): Promise<Question> {
  const question = (await questionsOf(table, dealerId, name)).find((each) => each.id === id);
  if (!question) throw new Error(`questionnaire ${name} of ${dealerId} has no question ${id}`);
  return question;
}

/** Every version of a dealer's own questionnaire, the newest first. */
export async function writtenVersions(table: Table, dealerId: string): Promise<Written[]> {
  const items = await table.collection(questionnaireIdOf(dealerId), versionPrefix);
  return items.map((each) => v.parse(item, each).written).reverse();
}
