import * as v from 'valibot';
import type { Change } from '../../events/aggregate.ts';
import { type Instant, InstantSchema } from '../../platform/time.ts';
import { type Question, QuestionSchema } from './question.ts';

/** A dealer's own questionnaire: its newest version; every version is kept in an item of its own. */
export const QuestionnaireSchema = v.object({
  dealerId: v.string(),
  version: v.number(),
  questions: v.array(QuestionSchema),
});
export type Questionnaire = v.InferOutput<typeof QuestionnaireSchema>;

/** A version as it was written, by whom and when; it never changes. */
export const WrittenSchema = v.object({
  version: v.number(),
  by: v.string(),
  at: InstantSchema,
  questions: v.array(QuestionSchema),
});
export type Written = v.InferOutput<typeof WrittenSchema>;

/** The name by which surveys remember a version of a dealer's own. */
export function nameOf(version: number): string {
  return `dealer-${version}`;
}

export const versionPrefix = 'QUESTIONS#';

/** The sort key under which the version of a name is kept. */
export function versionKey(version: number): string {
  return `${versionPrefix}${String(version).padStart(6, '0')}`;
}

/** Somebody stores a questionnaire in a new version. Nothing if it says the same as the one before. */
export function store(
  known: Questionnaire | undefined,
  dealerId: string,
  questions: readonly Question[],
  { by, at }: { by: string; at: Instant },
): Change<Questionnaire> | undefined {
  if (known && JSON.stringify(known.questions) === JSON.stringify(questions)) return undefined;
  const version = (known?.version ?? 0) + 1;
  const written: Written = { version, by, at, questions: [...questions] };
  return {
    state: { dealerId, version, questions: [...questions] },
    events: [
      {
        name: 'questionnaire.stored',
        dealerId,
        facts: { questionnaire: nameOf(version), questions: questions.map(({ id }) => id) },
      },
    ],
    attached: [{ sk: versionKey(version), content: { written } }],
  };
}
