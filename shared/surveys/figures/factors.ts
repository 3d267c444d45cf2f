import type { FactsOf } from '../../events/aggregate.ts';
import type { Rating } from '../rating.ts';
import type { AskedVisit } from './asked-visit.ts';
import { type Proportion, proportion } from './proportion.ts';
import { type Satisfaction, satisfaction } from './satisfaction.ts';

type Answer = FactsOf<'survey.question-answered'>;

/** The answers to one question beside the overall one, on the axis of its aspect. */
export interface Factor {
  readonly question: string;
  readonly aspect: Answer['aspect'];
  readonly kind: Answer['kind'];
  readonly n: number;
  /** How often it was wanting: 1 or 2 of five, or no. A hygiene factor that is met satisfies nobody (R33). */
  readonly low: Proportion & { readonly visitIds: readonly string[] };
  /** Of a question with five levels. */
  readonly levels?: Satisfaction;
  /** How often each of several was chosen, by its number. */
  readonly chosen?: Readonly<Record<string, number>>;
}

/** The figures of each question, by aspect and question. */
export function factorsOf(visits: readonly Pick<AskedVisit, 'visitId' | 'answers'>[]): Factor[] {
  const given = visits.flatMap(({ visitId, answers }) => answers.map((answer) => ({ ...answer, visitId })));
  const ofQuestion = Map.groupBy(given, ({ aspect, question }) => `${aspect} ${question}`);
  return [...ofQuestion]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, answers]) => {
      const [first] = answers;
      if (!first) return [];
      const { question, aspect, kind } = first;
      const low = answers.filter((answer) => answer.low);
      const share = proportion(low.length, answers.length);
      const visitIds = low.map(({ visitId }) => visitId);
      const base = { question, aspect, kind, n: answers.length, low: { ...share, visitIds } };
      if (kind === 'five-level') return [{ ...base, levels: satisfaction(answers.flatMap(ratingIn)) }];
      return kind === 'choice' ? [{ ...base, chosen: chosenIn(answers) }] : [base];
    });
}

function ratingIn({ value }: Answer): Rating[] {
  return ([1, 2, 3, 4, 5] as const).filter((rating) => rating === value);
}

function chosenIn(answers: readonly Answer[]): Record<string, number> {
  const byValue = Map.groupBy(answers, ({ value }) => String(value));
  return Object.fromEntries([...byValue].toSorted().map(([value, those]) => [value, those.length]));
}
