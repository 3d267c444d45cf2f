import * as v from 'valibot';
import { gradeSeverity } from '../../complaints/severity.ts';
import type { Dealer } from '../../dealers/dealer.ts';
import { localeSchema } from '../../events/text-request.ts';
import { renderText } from '../../messages/render.ts';
import { parseRequest } from '../../platform/parse.ts';
import { type Fault, invalid } from '../../platform/problem.ts';
import { type Question, QuestionSchema, spelt } from './question.ts';

const mostQuestions = 40;

/** A dealer's own questionnaire: all its questions, in the order in which their turn comes. */
export const QuestionnaireBodySchema = v.object({
  questions: v.pipe(v.array(QuestionSchema), v.minLength(1), v.maxLength(mostQuestions)),
});

/**
 * Reads a questionnaire. Throws a 400 problem that names each fault: ids that are not unique, no overall question, choices
 * where there are none, wordings that a text could not hold in one part, or that by themselves read as a grave complaint.
 */
export function readQuestionnaire(
  input: unknown,
  dealer: Pick<Dealer, 'name' | 'locale'>,
): readonly Question[] {
  const { questions } = parseRequest(QuestionnaireBodySchema, input, 'questionnaire');
  const faults = [
    ...overallFaults(questions),
    ...questions.flatMap((question, index) => faultsOf(question, index, questions, dealer)),
  ];
  if (faults.length > 0)
    throw invalid(`The questionnaire has ${faults.length} fault(s); see errors.`, faults);
  return questions;
}

function overallFaults(questions: readonly Question[]): Fault[] {
  const [overall, another] = questions.filter(({ aspect }) => aspect === 'overall');
  const isAsked = overall?.kind === 'five-level' && !overall.when && !another;
  if (isAsked) return [];
  const detail = 'must hold exactly one question of aspect overall, five-level and without a condition';
  return [{ pointer: '/questions', detail }];
}

function faultsOf(
  question: Question,
  index: number,
  all: readonly Question[],
  dealer: Pick<Dealer, 'name' | 'locale'>,
): Fault[] {
  const at = `/questions/${index}`;
  const { id, kind, options, aspect } = question;
  const faults: Fault[] = [];
  if (all.findIndex((each) => each.id === id) < index)
    faults.push({ pointer: `${at}/id`, detail: `${id} names an earlier question, too` });
  if ((kind === 'choice') !== (options !== undefined))
    faults.push({ pointer: `${at}/options`, detail: 'must be there for a choice, and for nothing else' });
  for (const locale of localeSchema.options) {
    const text = aspect === 'overall' ? '' : spelt(question, locale);
    const { parts } = renderText(
      { template: 'survey.question', locale },
      { dealer: dealer.name, question: text },
    );
    // In the other language the name of the dealer may cost a part by itself.
    if (parts > (locale === dealer.locale ? 1 : 2))
      faults.push({
        pointer: `${at}/text/${locale}`,
        detail:
          'is too long: with the name of the dealer and how to answer it must fit into one part of a text (two where the language is not that of the dealer)',
      });
    if (gradeSeverity(question.label[locale]).severity === 'major')
      faults.push({
        pointer: `${at}/label/${locale}`,
        detail: 'reads as a grave complaint, and so would any answer beside it',
      });
  }
  return faults;
}
