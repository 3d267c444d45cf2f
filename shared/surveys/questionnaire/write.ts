import { getDealer } from '../../dealers/dealers.ts';
import { byStaff } from '../../events/occasion.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustMatch } from '../../platform/version.ts';
import { mustAdminister, mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import { questionnaires } from '../store.ts';
import { readQuestionnaire } from './body.ts';
import { defaultName, defaultQuestions } from './default.ts';
import { questionnaireIdOf, writtenVersions } from './kept.ts';
import { nameOf, store, type Written } from './questionnaire.ts';

/** What a dealer asks at present, and every version of its own. */
export interface QuestionnaireView {
  readonly name: string;
  /** How many versions of its own there are. */
  readonly version: number;
  readonly questions: readonly Written['questions'][number][];
  readonly versions: readonly (Omit<Written, 'version'> & { readonly name: string })[];
}

/** Shows it to whoever works there. Throws a 404 problem to people of other dealers. */
export async function showQuestionnaire(
  table: Table,
  dealerId: string,
  by: Person,
): Promise<QuestionnaireView> {
  mustServe(by, dealerId, 'dealer');
  const written = await writtenVersions(table, dealerId);
  const [newest] = written;
  return {
    name: newest ? nameOf(newest.version) : defaultName,
    version: newest?.version ?? 0,
    questions: newest?.questions ?? defaultQuestions,
    versions: written.map(({ version, ...rest }) => ({ name: nameOf(version), ...rest })),
  };
}

/**
 * Stores a dealer's own questionnaire, in a new version; surveys that were asked before go on with the one that they began
 * with. Throws problems: 400 for a faulty one, 403 to other roles, 404 to people of other dealers, 412 where somebody changed
 * it in between.
 */
export async function storeQuestionnaire(
  dealerId: string,
  input: unknown,
  request: { id: string; by: Person; now: Instant; expected?: number | undefined },
  table: Table,
): Promise<QuestionnaireView> {
  const { id, by, now, expected } = request;
  mustAdminister(by, dealerId, 'store its questionnaire');
  const questions = readQuestionnaire(input, await getDealer(table, dealerId));
  await questionnaires(table).change(
    questionnaireIdOf(dealerId),
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return byStaff(by.id, id, now, now);
    },
    (known) => store(known, dealerId, questions, { by: by.id, at: now }),
  );
  return showQuestionnaire(table, dealerId, by);
}
